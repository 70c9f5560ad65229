-- The roles: raft_owner owns everything and cannot log in, raft_observer reads every table and changes nothing.
-- Roles belong to the whole server, so they may exist already, made for another database or by somebody with more rights.
-- Whoever migrates needs CREATEROLE only where they do not exist; without them, or without being a member of raft_owner, it
-- keeps what it created, and the function acts with its rights.
-- A new function, table or view needs this file applied again (the latest was raft.raft_pending).

do $$
declare
  v_role   text;
  v_object record;
begin
  foreach v_role in array array['raft_owner', 'raft_observer'] loop
    if not exists (select from pg_catalog.pg_roles r where r.rolname = v_role)
      and exists (select from pg_catalog.pg_roles r where r.rolname = current_user and (r.rolcreaterole or r.rolsuper)) then
      begin
        execute format('create role %I nologin', v_role);
      exception when duplicate_object or unique_violation then
        null;  -- another database was quicker
      end;
    end if;
  end loop;

  -- Who made the role may grant it; from version 16 on that does not make a member by itself.
  if exists (select from pg_catalog.pg_roles r where r.rolname = 'raft_owner')
    and not pg_catalog.pg_has_role(current_user, 'raft_owner', 'usage') then
    begin
      execute format('grant raft_owner to %I', current_user);
    exception when insufficient_privilege then
      null;
    end;
  end if;

  if exists (select from pg_catalog.pg_roles r where r.rolname = 'raft_owner')
    and pg_catalog.pg_has_role(current_user, 'raft_owner', 'usage') then
    -- The new owner of a function or a table must be allowed to create one there, so the schema goes first.
    if pg_catalog.has_database_privilege(current_user, pg_catalog.current_database(), 'create') then
      alter schema raft owner to raft_owner;
    end if;
    if pg_catalog.has_schema_privilege('raft_owner', 'raft', 'create') then
      for v_object in
        select format('alter %s %s owner to raft_owner',
                      case c.relkind when 'v' then 'view' when 'c' then 'type' else 'table' end, c.oid::regclass) as statement
        from pg_catalog.pg_class c
        where c.relnamespace = 'raft'::regnamespace and c.relkind in ('r', 'v', 'c') and c.relowner <> 'raft_owner'::regrole
        union all
        select format('alter function %s owner to raft_owner', p.oid::regprocedure)
        from pg_catalog.pg_proc p
        where p.pronamespace = 'raft'::regnamespace and p.proowner <> 'raft_owner'::regrole
      loop
        execute v_object.statement;
      end loop;
    end if;
  end if;

  if exists (select from pg_catalog.pg_roles r where r.rolname = 'raft_observer') then
    grant usage on schema raft to raft_observer;
    grant select on all tables in schema raft to raft_observer;
  end if;
end
$$;
