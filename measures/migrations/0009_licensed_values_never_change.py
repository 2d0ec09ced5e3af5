"""A licensed value in use never changes and is never deleted, nor what its licence allows, whoever asks the database."""

from django.db import migrations

FREEZE = """
create function measures_licensed_never_changes() returns trigger language plpgsql as $$
begin
    raise exception 'a licensed value in use never changes: % of % is refused', lower(tg_op), tg_table_name
        using errcode = 'restrict_violation';
end
$$;

create trigger never_changes before update or delete on measures_licensedvalue
  for each row execute function measures_licensed_never_changes();

create trigger never_deleted before delete on measures_licensedtable
  for each row execute function measures_licensed_never_changes();

create trigger never_changes before update on measures_licensedtable
  for each row when (
    (old.council_id, old.method, old.method_name, old.net, old.price_year, old.shown_to, old.file_name, old.sha256)
      is distinct from
    (new.council_id, new.method, new.method_name, new.net, new.price_year, new.shown_to, new.file_name, new.sha256)
  ) execute function measures_licensed_never_changes();
"""

THAW = """
drop trigger never_changes on measures_licensedtable;
drop trigger never_deleted on measures_licensedtable;
drop trigger never_changes on measures_licensedvalue;
drop function measures_licensed_never_changes();
"""


class Migration(migrations.Migration):
    """What is loaded stays as it was loaded; a table is withdrawn by its status."""

    dependencies = [("measures", "0008_licensed_values")]
    operations = [migrations.RunSQL(FREEZE, THAW)]
