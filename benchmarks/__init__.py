"""Measurements of a filled city: times and numbers of queries, printed and never asserted.

``python -m benchmarks`` does it all; ``docs/performance.md`` holds the figures of one machine.
"""
