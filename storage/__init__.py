"""What is kept, and the only place with SQL: rows stay in here, the domain's own types go out."""
