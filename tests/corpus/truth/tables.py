"""Tables of steps, each run again here."""

from corpus.statements import steps, table

_SCRIPT = """
| step | g1 | g2 | v1 | v2 | rate1 | theta1 | theta2 |
|---:|---:|---:|---:|---:|---:|---:|---:|
| 1 | 1.0 | 0.2 | 0.1000 | 0.0040 | 0.3162 | -0.3162 | -0.3162 |
| 2 | 0.5 | 0.2 | 0.1150 | 0.0076 | 0.2949 | -0.4637 | -0.5456 |
| 3 | -0.5 | 0.2 | 0.1285 | 0.0180 | 0.2790 | -0.3242 | -0.7378 |
| 4 | 0.25 | 0.2 | 0.1219 | 0.0138 | 0.2864 | -0.3958 | -0.9083 |
"""
_ADAGRAD = """
| 1 | 1.0 | 1.0000 | 0.1000 | -0.1000 |
| 2 | 0.5 | 1.2500 | 0.0894 | -0.1447 |
| 3 | -0.5 | 1.5000 | 0.0816 | -0.1039 |
| 4 | 0.25 | 1.5625 | 0.0800 | -0.1239 |
"""
_INSIDE = """
| 1 | 0.001 | 1.0e-7 | 9.53 | 0.9905 |
| 2 | 0.001 | 1.9e-7 | 9.17 | 0.9813 |
| 3 | 0.001 | 2.71e-7 | 8.87 | 0.9742 |
"""
_ADAM = """
| 1 | 2 | 0.2 | 0.04 | 2 | 4 | -0.1 |
| 2 | 1 | 0.28 | 0.0496 | 1.474 | 2.492 | -0.193 |
| 3 | 1 | 0.352 | 0.0591 | 1.299 | 1.990 | -0.268 |
"""
_CONSTANT = """
| 1 | 1 | 0.1 | 0.316 |
| 2 | 1 | 0.19 | 0.229 |
| 3 | 1 | 0.271 | 0.192 |
| 4 | 1 | 0.3439 | 0.171 |
| 5 | 1 | 0.40951 | 0.165 |
"""

ROWS = (
    *table(
        _SCRIPT,
        steps("rmsprop", ["1 0.5 -0.5 0.25", "0.2 0.2 0.2 0.2"], eta="0.1", beta="0.9", eps="1e-8"),
        heads=(None, None, None, "v1", "v2", "rate1", "theta1", "theta2"),
        wrong={(3, "v2"), (3, "theta2")},
    ),
    *table(
        _ADAGRAD,
        steps("adagrad", ["1 0.5 -0.5 0.25"], eta="0.1", eps="1e-8"),
        heads=(None, None, "G1", "rate1", "theta1"),
        wrong={},
    ),
    *table(
        _INSIDE,
        steps("rmsprop_eps_inside", ["0.001 0.001 0.001"], eta="0.01", beta="0.9", eps="1e-6", theta0="1"),
        heads=(None, None, "v1", "rate1", "theta1"),
        wrong={(3, "theta1")},
    ),
    *table(
        _ADAM,
        steps("adam", ["2 1 1"], eta="0.1", beta1="0.9", beta2="0.99", eps="1e-8"),
        heads=(None, None, "m1", "v1", "mhat1", "vhat1", "theta1"),
        wrong={(3, "theta1")},
    ),
    *table(
        _CONSTANT,
        steps("rmsprop", ["1 1 1 1 1"], eta="0.1", beta="0.9", eps="1e-8"),
        heads=(None, None, "v1", "rate1"),
        wrong={(5, "rate1")},
    ),
)
