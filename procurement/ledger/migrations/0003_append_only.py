"""The ledger and the trail are only added to: the database itself refuses to change, delete or empty them."""

from django.db import migrations

TABLES = ("ledger_account", "ledger_posting", "ledger_entry", "access_auditentry")

REFUSE = """
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is only added to: % is refused', tg_table_name, lower(tg_op)
        using errcode = 'restrict_violation';
end
$$;
"""

FORBID = """
create trigger no_change before update or delete on {table} for each row execute function refuse_change();
create trigger no_truncate before truncate on {table} for each statement execute function refuse_change();
"""

ALLOW = """
drop trigger if exists no_truncate on {table};
drop trigger if exists no_change on {table};
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_first"),
        ("access", "0002_first"),
    ]

    operations = [
        migrations.RunSQL(REFUSE, "drop function refuse_change()"),
        *(migrations.RunSQL(FORBID.format(table=table), ALLOW.format(table=table)) for table in TABLES),
    ]
