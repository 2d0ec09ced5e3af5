"""The tags with which pages are drawn: ``ui`` for pages, ``govuk_forms`` for the form templates."""
