-- raft.bind_runtime: a login that is bound to a node may call the function, and nothing else
-- Returns:    null, it is a row trigger after the change of raft.raft_runtime. The role must exist.
-- Tables:     reads raft.raft_runtime.
create or replace function raft.bind_runtime() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if tg_op <> 'DELETE' then
    execute format('grant usage on schema raft to %I', new.role_name);
    execute format('grant execute on function raft.process_raft_event(int, jsonb) to %I', new.role_name);
  end if;
  if tg_op <> 'INSERT' and exists (select from pg_catalog.pg_roles r where r.rolname = old.role_name)
    and not exists (select from raft.raft_runtime r where r.role_name = old.role_name) then
    execute format('revoke execute on function raft.process_raft_event(int, jsonb) from %I', old.role_name);
    execute format('revoke usage on schema raft from %I', old.role_name);
  end if;
  return null;
end
$$;
revoke all on function raft.bind_runtime from public;

create or replace trigger raft_runtime_bound
after insert or update or delete on raft.raft_runtime
for each row execute function raft.bind_runtime();
