"""What the program knows: the plan, its figures, and how they are judged.

No Qt, no SQL, no folders of its own.
"""
