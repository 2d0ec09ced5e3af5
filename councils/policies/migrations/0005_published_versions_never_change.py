"""A version of a policy that was published never changes, whoever asks the database: neither its row nor its parts.

Free stay ``version``, which counts edits, and ``ends_on``, the day until which it is in force.
"""

from django.db import migrations

PARTS = ("policies_priority", "policies_outcome")

TOLD = """
update policies_policyversion set published_at = loaded_at where status = 'published' and published_at is null;
"""

FREEZE = """
create function policies_version_never_changes() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if to_jsonb(new) - 'version' - 'ends_on' is not distinct from to_jsonb(old) - 'version' - 'ends_on' then
      return new;
    end if;
  end if;
  raise exception 'A published version of a policy never changes (version %).', old.id
    using errcode = 'integrity_constraint_violation';
end $$;
create trigger never_changes before update or delete on policies_policyversion
  for each row when (old.published_at is not null) execute function policies_version_never_changes();

create function policies_part_never_changes() returns trigger language plpgsql as $$
begin
  if exists (select 1 from policies_policyversion where id = old.policy_id and published_at is not null) then
    raise exception 'A published version of a policy never changes: % of version %.', tg_table_name, old.policy_id
      using errcode = 'integrity_constraint_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
"""

THAW = """
drop function policies_part_never_changes();
drop trigger never_changes on policies_policyversion;
drop function policies_version_never_changes();
"""

FREEZE_PART = """
create trigger never_changes before update or delete on {table}
  for each row execute function policies_part_never_changes();
"""

THAW_PART = "drop trigger never_changes on {table};"


class Migration(migrations.Migration):
    """Triggers on the version, its priorities and its outcomes; measures follow in an app of their own."""

    dependencies = [("policies", "0004_reviews")]
    operations = [
        migrations.RunSQL(TOLD, migrations.RunSQL.noop),
        migrations.RunSQL(FREEZE, THAW),
        *(
            migrations.RunSQL(FREEZE_PART.format(table=table), THAW_PART.format(table=table))
            for table in PARTS
        ),
    ]
