"""The curators' desk: records as people see and correct them. Reads records only."""
