"""The measures of a published version of a policy never change, whoever asks the database."""

from django.db import migrations

FREEZE = """
create trigger never_changes before update or delete on measures_measure
  for each row execute function policies_part_never_changes();
"""

THAW = "drop trigger never_changes on measures_measure;"


class Migration(migrations.Migration):
    """The trigger of a policy's other parts, on its measures."""

    dependencies = [("measures", "0002_term_in_words"), ("policies", "0005_published_versions_never_change")]
    operations = [migrations.RunSQL(FREEZE, THAW)]
