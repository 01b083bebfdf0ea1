"""Terms and rules as data files; SOURCES.md beside them names origins and licences."""
