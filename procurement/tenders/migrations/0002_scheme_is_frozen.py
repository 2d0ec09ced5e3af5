"""What was published never changes, whoever asks the database."""

from django.db import migrations

FREEZE = """
create function tenders_scheme_is_frozen() returns trigger language plpgsql as $$
begin
  if old.scheme is not null and (
       new.scheme, new.scheme_checksum, new.price_weight, new.quality_weight, new.social_value_weight,
       new.deadline, new.published_at, new.instructions, new.procurement_id, new.council_id
     ) is distinct from (
       old.scheme, old.scheme_checksum, old.price_weight, old.quality_weight, old.social_value_weight,
       old.deadline, old.published_at, old.instructions, old.procurement_id, old.council_id
     ) then
    raise exception 'The scheme of a published tender never changes (tender %).', old.id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger scheme_is_frozen before update on tenders_tender
  for each row execute function tenders_scheme_is_frozen();

create function tenders_question_is_frozen() returns trigger language plpgsql as $$
declare of_tender bigint := case when tg_op = 'INSERT' then new.tender_id else old.tender_id end;
begin
  if exists (select 1 from tenders_tender where id = of_tender and scheme is not null) then
    raise exception 'The questions of a published tender never change (tender %).', of_tender
      using errcode = 'integrity_constraint_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger question_is_frozen before insert or update or delete on tenders_question
  for each row execute function tenders_question_is_frozen();
"""

THAW = """
drop trigger question_is_frozen on tenders_question;
drop function tenders_question_is_frozen();
drop trigger scheme_is_frozen on tenders_tender;
drop function tenders_scheme_is_frozen();
"""


class Migration(migrations.Migration):
    """Triggers on the tender and its questions."""

    dependencies = [("tenders", "0001_first")]
    operations = [migrations.RunSQL(FREEZE, THAW)]
