"""Key images: reading uploaded files, matching them to the patient, and storing the pictures."""
