"""Layout of a report independent of its output: sections, header, banners, captions, and the text report."""
