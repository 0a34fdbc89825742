"""The words of the narrative: one phrase for every term, made so that any language can build its own sentences.

Three kinds stand here. *Sentences* are whole. *Nouns* (``grammar.Noun``) carry every form in which a sentence takes
them. *Predicates* begin with their verb and agree with one subject or several; what a language would have to inflect
before a noun (“a smooth filling defect”) is said as a predicate (“the filling defect has a smooth contour”).
"""
