"""American dates, which come before those of `reporting.site.formats` where REPORTING_LANGUAGE is en-US."""
