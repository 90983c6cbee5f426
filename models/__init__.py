"""The ground: one file per noun, the tables and the facts that one row knows of itself."""
