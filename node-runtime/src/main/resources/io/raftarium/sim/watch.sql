-- What the simulator adds to its own database: a trigger that notes every change of raft.raft_log, whoever makes it, a
-- function that takes steps and returns what they left in the rows, and disks that lose what they have not written.

create schema if not exists raft_check;

-- Nobody listens to a simulation (LiveViewTest has the notifications).
alter table raft.raft_state disable trigger user;
alter table raft.raft_log disable trigger user;

create or replace function raft_check.note_log() returns trigger language plpgsql as $$
declare
  v_changes text := '';
begin
  if tg_op in ('DELETE', 'UPDATE') then
    select coalesce(string_agg(jsonb_build_array('-', o.node_id, o.log_index)::text || E'\n', '' order by o.log_index desc), '')
    into v_changes from old_rows o;
  end if;
  if tg_op in ('INSERT', 'UPDATE') then
    select v_changes || coalesce(string_agg(
      jsonb_build_array('+', n.node_id, n.log_index, n.term, n.kind, n.command)::text || E'\n', '' order by n.log_index), '')
    into v_changes from new_rows n;
  end if;
  perform set_config('raft_check.changes', current_setting('raft_check.changes', true) || v_changes, false);
  return null;
end
$$;

create or replace trigger note_insert after insert on raft.raft_log
referencing new table as new_rows for each statement execute function raft_check.note_log();
create or replace trigger note_delete after delete on raft.raft_log
referencing old table as old_rows for each statement execute function raft_check.note_log();
create or replace trigger note_update after update on raft.raft_log
referencing old table as old_rows new table as new_rows for each statement execute function raft_check.note_log();

-- What the rows were before the changes that are not on a node's disk yet: those of steps that said they need not wait for
-- it. The disk of each node is a server's of its own.
create unlogged table if not exists raft_check.unwritten (
  number   bigint generated always as identity primary key,
  node_id  int not null,
  of_table regclass not null,
  before   jsonb,
  after    jsonb);
create index if not exists unwritten_node on raft_check.unwritten (node_id);

create or replace function raft_check.note_unwritten() returns trigger language plpgsql security definer as $$
begin
  insert into raft_check.unwritten (node_id, of_table, before, after)
  values (coalesce(new.node_id, old.node_id), tg_relid, to_jsonb(old), to_jsonb(new));
  return null;
end
$$;

-- Of a node's one row, which every step changes, only what it was before the first of them.
create or replace function raft_check.note_unwritten_state() returns trigger language plpgsql security definer as $$
begin
  if not exists (select from raft_check.unwritten u where u.node_id = old.node_id and u.of_table = tg_relid) then
    insert into raft_check.unwritten (node_id, of_table, before) values (old.node_id, tg_relid, to_jsonb(old));
  end if;
  return null;
end
$$;

-- From here on disks are watched. What waits in raft.raft_read is gone with the process in any case.
create or replace function raft_check.watch_disks() returns void language plpgsql as $$
declare
  v_table text;
begin
  foreach v_table in array '{raft_log,raft_kv,raft_session,raft_snapshot,raft_snapshot_chunk,raft_journal}'::text[] loop
    execute format('create trigger note_unwritten after insert or update or delete on raft.%I for each row '
                   'execute function raft_check.note_unwritten()', v_table);
  end loop;
  create trigger note_unwritten after update on raft.raft_state for each row
  execute function raft_check.note_unwritten_state();
  perform set_config('raft_check.disks', 'on', false);
end
$$;

-- All that a node did is on its disk.
create or replace function raft_check.written(p_node int) returns void language sql as $$
  delete from raft_check.unwritten u where u.node_id = p_node;
$$;

-- A node's server loses its power: its rows are as its disk has them. Returns the changes of raft.raft_log, a line each.
create or replace function raft_check.lose_power(p_node int) returns text language plpgsql as $$
declare
  v_change record;
begin
  perform set_config('raft_check.changes', '', false);
  for v_change in select * from raft_check.unwritten u where u.node_id = p_node order by u.number desc loop
    if v_change.of_table = 'raft.raft_state'::regclass then
      delete from raft.raft_state s where s.node_id = p_node;
    elsif v_change.after is not null then
      execute format('delete from %1$s t where t = jsonb_populate_record(null::%1$s, $1)', v_change.of_table)
      using v_change.after;
    end if;
    if v_change.before is not null then
      execute format('insert into %1$s select (jsonb_populate_record(null::%1$s, $1)).*', v_change.of_table)
      using v_change.before;
    end if;
  end loop;
  perform raft_check.written(p_node);
  return current_setting('raft_check.changes');
end
$$;

create or replace function raft_check.steps(p_steps jsonb, p_rules boolean)
returns table (result text, changes text, rules text, node_id int, current_term bigint, voted_for int, role text, leader_id int,
               commit_index bigint, last_applied bigint, last_log_index bigint, last_log_term bigint,
               snapshot_index bigint, snapshot_term bigint, voters int[], outgoing int[], learners int[], version bigint)
language plpgsql as $$
#variable_conflict use_column
declare
  v_step    jsonb;
  v_version bigint;
  v_disks   constant boolean := current_setting('raft_check.disks', true) is not distinct from 'on';
begin
  for v_step in select e from jsonb_array_elements(p_steps) e loop
    perform set_config('raft_check.changes', '', false);
    if p_rules then
      v_version := (select s.version from raft.raft_state s where s.node_id = (v_step ->> 0)::int);
    end if;
    if v_disks then
      -- As if the step had its transaction for itself.
      perform set_config('raft.durable', '', true), set_config('synchronous_commit', 'on', true);
    end if;
    result := raft.process_raft_event((v_step ->> 0)::int, v_step -> 1)::text;
    changes := current_setting('raft_check.changes');
    if v_disks and current_setting('synchronous_commit') <> 'off' then
      perform raft_check.written((v_step ->> 0)::int);
    end if;
    select s.node_id, s.current_term, s.voted_for, s.role, s.leader_id, s.commit_index, s.last_applied, s.last_log_index,
           s.last_log_term, s.snapshot_index, s.snapshot_term, s.voters, s.outgoing, s.learners, s.version
    into node_id, current_term, voted_for, role, leader_id, commit_index, last_applied, last_log_index, last_log_term,
         snapshot_index, snapshot_term, voters, outgoing, learners, version
    from raft.raft_state s
    where s.node_id = (v_step ->> 0)::int;
    if p_rules then
      -- The step's row of the journal; a step that changed nothing has none.
      rules := (select to_json(j.rules) from raft.raft_journal j
                where j.node_id = (v_step ->> 0)::int and j.version = steps.version and j.version > v_version);
    end if;
    return next;
  end loop;
  -- A crash here is a logical one, so no step has to wait for the disk.
  perform set_config('synchronous_commit', 'off', true);
end
$$;
