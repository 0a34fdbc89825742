"""Translatable phrases of the narrative: one for every term, usable for the sentences of any language.

There are three kinds. *Sentences* are whole. *Nouns* (``grammar.Noun``) carry every form that a sentence needs.
*Predicates* begin with their verb and agree with one subject or several. An attribute that some languages would
inflect before a noun (“a smooth filling defect”) is a predicate (“the filling defect has a smooth contour”).
"""
