-- What the simulator adds to its own database: a trigger that notes every change of raft.raft_log, whoever makes it, and a
-- function that takes steps and returns what they left in the rows.

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

create or replace function raft_check.steps(p_steps jsonb, p_rules boolean)
returns table (result text, changes text, rules text, node_id int, current_term bigint, voted_for int, role text, leader_id int,
               commit_index bigint, last_applied bigint, last_log_index bigint, last_log_term bigint,
               snapshot_index bigint, snapshot_term bigint, voters int[], outgoing int[], learners int[], version bigint)
language plpgsql as $$
#variable_conflict use_column
declare
  v_step    jsonb;
  v_version bigint;
begin
  for v_step in select e from jsonb_array_elements(p_steps) e loop
    perform set_config('raft_check.changes', '', false);
    if p_rules then
      v_version := (select s.version from raft.raft_state s where s.node_id = (v_step ->> 0)::int);
    end if;
    result := raft.process_raft_event((v_step ->> 0)::int, v_step -> 1)::text;
    changes := current_setting('raft_check.changes');
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
