"""Site configuration: environment variables, colours, languages, logging, and static files."""
