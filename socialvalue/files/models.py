"""What a row remembers of a file that is kept: a stored name apart from the shown one, and its SHA-256."""

from django.db import models


class StoredFile(models.Model):
    """A file as it was received: never shown under its stored name, never changed."""

    stored_name = models.CharField(max_length=120, unique=True)
    shown_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.shown_name
