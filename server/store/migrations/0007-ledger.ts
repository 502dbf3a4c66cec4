import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/**
 * What every act writes at its end, in one statement: the command's row, the links of the audit chain, the events with their
 * numbers. A function, because a link needs the hash of the one before it, and asking for that first would cost a way to the
 * store while everybody else waits for the head of the chain. `p_contents` is what the hash of a link covers besides its
 * predecessor and its number; `p_places` counts the events of a stream from behind (the last one is 0); an event with a link
 * (from 1) tells of that audit row. Rows that are only stored and given back are kept as the text they are, and found by
 * their time through indexes that cost nothing to write.
 */
export async function up(db: Kysely<Tables>): Promise<void> {
  const statements = [
    `alter table command alter column reply type json`,
    `alter table event alter column body type json, add column link integer`,
    `alter table audit_payload alter column body type json`,
    `drop index command_at`,
    `create index command_at on command using brin (at)`,
    `drop index event_at`,
    `create index event_at on event using brin (at)`,
    keepAct,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const keepAct = `create function keep_act(
  p_at timestamptz, p_person uuid,
  p_command uuid, p_command_person uuid, p_name text, p_body_hash text, p_reply json,
  p_actions text[], p_outcomes text[], p_cases uuid[], p_subjects text[], p_histories boolean[],
  p_lengths integer[], p_digests text[], p_payloads text[], p_contents text[],
  p_streams text[], p_counts integer[],
  p_indexes integer[], p_places integer[], p_types text[], p_bodies text[], p_links integer[],
  out last_link integer, out heads integer[]
) language plpgsql as $$
declare
  count integer := coalesce(array_length(p_contents, 1), 0);
  hashes text[];
begin
  if p_command is not null then
    insert into command (id, person, name, body_hash, reply, at)
    values (p_command, p_command_person, p_name, p_body_hash, p_reply, p_at);
  end if;

  if count > 0 then
    -- From here to COMMIT nobody else appends to the chain.
    select h.seq, array[h.hash] into strict last_link, hashes from audit_head h for update;
    for n in 1 .. count loop
      hashes := hashes || encode(sha256(convert_to(
        hashes[n] || E'\\x1f' || (last_link + n) || E'\\x1f' || p_contents[n], 'UTF8')), 'hex');
      insert into audit (seq, at, person, action, outcome, case_id, subject, history, length, payload_sha256, previous, hash)
      values (last_link + n, p_at, p_person, p_actions[n], p_outcomes[n], p_cases[n], p_subjects[n], p_histories[n],
        p_lengths[n], p_digests[n], hashes[n], hashes[n + 1]);
      insert into audit_payload (seq, body) values (last_link + n, p_payloads[n]::json);
    end loop;
    update audit_head set seq = last_link + count, hash = hashes[count + 1];
  end if;

  if array_length(p_streams, 1) > 0 then
    -- The streams come in the order of their names, so that two transactions never wait for each other crosswise.
    with head as (
      insert into stream (name, seq) select * from unnest(p_streams, p_counts)
      on conflict (name) do update set seq = stream.seq + excluded.seq
      returning name, seq
    )
    select array_agg(head.seq order by array_position(p_streams, head.name)) into heads from head;
    insert into event (stream, seq, type, body, at, link)
    select p_streams[e.index], heads[e.index] - e.place, e.type, e.body::json, p_at, last_link + e.link
    from unnest(p_indexes, p_places, p_types, p_bodies, p_links) as e (index, place, type, body, link);
  end if;

  last_link := last_link + count;
end
$$`
