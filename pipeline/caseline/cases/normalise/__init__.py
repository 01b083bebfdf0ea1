"""From the text of a mention to its value: pure functions, one file a family, no pipeline."""
