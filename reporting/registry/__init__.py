"""Registration of patients and examinations, and the identity that reports take from these rows."""
