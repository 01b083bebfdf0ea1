"""Terminologies, and the concepts of them that a name stands for."""
