"""The mathematics of RMSProp, one file per question."""
