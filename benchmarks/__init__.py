"""Measures the program against its performance bars: `python -m benchmarks`."""
