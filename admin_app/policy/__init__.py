"""Who may: permissions as one page, the same truth as SQL, and the check of written rows."""
