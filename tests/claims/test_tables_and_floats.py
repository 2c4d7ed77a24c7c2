"""Words about floats excuse small differences in a table, and a place tells no more than how far it has moved."""

from __future__ import annotations

from rmsprop_sym.claims.files import Note

FLOATS = "# Notes\n\nIn float16 `eps=1e-8` is 0, so that the state is kept in float32.\n\n"
HEAD = r"""`alpha=0.9`, gradients 2, 2, 2, -1, zero start,
$m_t = 0.9 m_{t-1} + 0.1 g_t$, $v_t = 0.9 v_{t-1} + 0.1 g_t^2$.

| $t$ | $m_t$ | $v_t$ | $v_t - m_t^2$ |
|----:|------:|------:|--------------:|
| 1 | 0.2000 | 0.4000 | 0.3600 |
"""
TAIL = "| 3 | 0.5420 | 1.0840 | 0.7902 |\n| 4 | 0.3878 | 1.0756 | 0.9252 |\n"
MOMENTUM = r"""# RMSProp with momentum

$$s_t = 0.8 s_{t-1} + 0.2 g_t^2, \quad u_t = 0.9 u_{t-1} + g_t/\sqrt{s_t}, \qquad w_t = w_{t-1} - 0.001\, u_t$$

Start at $w_0=-3$ and $s_0=0$; $\epsilon$ is left out. The gradients are 1, -2, -0.3, -0.3.

```
  step     s_t        w
     1  0.2000  -3.0022
     2  SECOND  -3.0022
     3  0.7860  -3.0018
     4  0.6468  -3.0011
```
"""


def refuted(text):
    """The cells of a note that are accused."""
    return [each.text for each in Note("n.md").verdicts(text) if str(each.grade) == "REFUTED"]


def test_a_cell_that_is_far_off_is_no_float():
    """0.38 in place of 0.6156 is none that 16 bits make, whatever was said of float16 above."""
    assert refuted(FLOATS + HEAD + "| 2 | 0.3800 | 0.7600 | 0.3800 |\n" + TAIL) == ["0.3800"]


def test_a_cell_that_may_be_a_float_is_left_alone():
    """0.6160 is what 11 bits may make of 0.6156."""
    assert not refuted(FLOATS + HEAD + "| 2 | 0.3800 | 0.7600 | 0.6160 |\n" + TAIL)


def test_a_place_that_hardly_moves_tells_no_rule():
    """Four places of which the last digits move by some units fit many rules; these are right with momentum."""
    assert not refuted(MOMENTUM.replace("SECOND", "0.9600"))
    assert refuted(MOMENTUM.replace("SECOND", "0.9570")) == ["0.9570"]
