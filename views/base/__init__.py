"""The only place that knows Flask-Admin's hooks: one base view, its list, its forms."""
