"""Records in a database: SQLite or PostgreSQL, and Parquet."""
