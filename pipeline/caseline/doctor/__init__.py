"""Whether an installation is whole and works, told in words.

Nothing here imports what may be broken: spaCy, numpy and the like run in a process of their own (`trial`).
"""
