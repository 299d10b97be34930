# SPDX-License-Identifier: MIT
"""What the programs of tests/bench share: a server, a clock, contenders, limits and tables."""
