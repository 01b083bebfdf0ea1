"""Records in tables: SQLite, PostgreSQL and Parquet."""
