"""Measured paths, each beside named baselines: `python -m tests.benchmarks NAME [--n N]`, or `all`.

Bars are ratios, because absolute speed drifts on a shared machine. The baselines are public packages from
`requirements-benchmark.lock`.
"""
