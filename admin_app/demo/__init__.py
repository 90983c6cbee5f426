"""Invented data of a chosen size, the same for the same seed and day (requirements, section 5).

Start reading at ``fill``. Everything made here is 演示数据: numbers of unassigned regions, and no
real person.
"""
