-- What a database defines, as two columns: what it is (kind and name), and how it is defined. Each query ends with an
-- empty line. `{ours|CLASS|OID}` leaves out members of extensions, `{schema|N}` system schemas, `{acl|...}` makes rights
-- comparable whether or not they were ever touched. `-- since N` and `-- before N` choose by the server's major version;
-- `to_jsonb(row) ->> 'column'` is empty where a version lacks it.

SELECT format('schema %I', n.nspname), format('owner %s, rights %s', n.nspowner::regrole, {acl|n.nspacl|n|n.nspowner})
FROM pg_namespace n WHERE {schema|n} AND {ours|pg_namespace|n.oid}

SELECT format('%s %s', CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view'
              WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' ELSE 'sequence' END, c.oid::regclass),
       concat_ws(', ', 'owner ' || c.relowner::regrole, 'rights ' || {acl|c.relacl|CASE c.relkind WHEN 'S' THEN 's'::"char" ELSE 'r' END|c.relowner},
              CASE WHEN c.relpersistence = 'u' THEN 'unlogged' END, CASE WHEN c.relrowsecurity THEN 'row security' END,
              CASE WHEN c.relforcerowsecurity THEN 'forced row security' END,
              CASE WHEN c.relkind IN ('r', 'p') THEN 'replica identity ' || c.relreplident::text END,
              CASE WHEN NOT c.relispopulated THEN 'not populated' END,
              'options ' || nullif({sorted|c.reloptions}, ''), 'toast options ' || nullif({sorted|t.reloptions}, ''),
              'method ' || nullif(am.amname, 'heap')::text, 'of ' || nullif(c.reloftype, 0)::regtype,
              'partition ' || pg_get_expr(c.relpartbound, c.oid),
              'by ' || CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END,
              'inherits ' || (SELECT string_agg(i.inhparent::regclass::text, ' ' ORDER BY i.inhseqno) FROM pg_inherits i WHERE i.inhrelid = c.oid),
              'as ' || CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
LEFT JOIN pg_am am ON am.oid = c.relam
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND c.relpersistence <> 't' AND {schema|n} AND {ours|pg_class|c.oid}

SELECT format('column %s.%I', a.attrelid::regclass, a.attname),
       concat_ws(', ', format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'not null' END,
              CASE a.attgenerated WHEN '' THEN 'default ' WHEN 's' THEN 'generated ' ELSE 'virtual ' END || pg_get_expr(d.adbin, d.adrelid),
              'identity ' || nullif(a.attidentity::text, ''), 'collation ' || CASE WHEN a.attcollation <> y.typcollation THEN a.attcollation::regcollation::text END,
              'storage ' || CASE WHEN a.attstorage <> y.typstorage THEN a.attstorage::text END,
              'compression ' || nullif(to_jsonb(a) ->> 'attcompression', ''), 'statistics ' || nullif(a.attstattarget, -1),
              'options ' || {sorted|a.attoptions}, 'foreign options ' || {sorted|a.attfdwoptions},
              'rights ' || CASE WHEN a.attacl IS NOT NULL THEN {sorted|a.attacl} END)
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_type y ON y.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND c.relpersistence <> 't' AND a.attnum > 0 AND NOT a.attisdropped AND {schema|n} AND {ours|pg_class|c.oid}

SELECT format('column order %s', c.oid::regclass), (SELECT string_agg(quote_ident(a.attname), ' ' ORDER BY a.attnum) FROM pg_attribute a
              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND c.relpersistence <> 't' AND {schema|n} AND {ours|pg_class|c.oid}
  AND (c.relispartition OR NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid))

SELECT CASE WHEN k.conrelid <> 0 THEN format('constraint %I on %s', k.conname, k.conrelid::regclass) ELSE format('constraint %I on type %s', k.conname, k.contypid::regtype) END,
       pg_get_constraintdef(k.oid) || CASE WHEN k.convalidated THEN '' ELSE ', not validated' END
FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
WHERE k.conparentid = 0 AND k.contype <> 't' AND {schema|n} AND {ours|pg_class|k.conrelid} AND {ours|pg_type|k.contypid}

SELECT format('index %s', i.indexrelid::regclass),
       concat_ws(', ', pg_get_indexdef(i.indexrelid), CASE WHEN NOT i.indisready THEN 'not ready' END, CASE WHEN i.indisclustered THEN 'clustered' END,
              CASE WHEN i.indisreplident THEN 'replica identity' END, 'part of ' || (SELECT h.inhparent::regclass FROM pg_inherits h WHERE h.inhrelid = i.indexrelid),
              'statistics ' || (SELECT string_agg(a.attname || ' ' || a.attstattarget, ' ' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0))
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE (i.indisvalid OR c.relkind = 'p') AND c.relpersistence <> 't' AND {schema|n} AND {ours|pg_class|c.oid}

SELECT format('%s %s', CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END, p.oid::regprocedure),
       format('owner %s, rights %s, %s', p.proowner::regrole, {acl|p.proacl|f|p.proowner}, pg_get_functiondef(p.oid))
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.prokind <> 'a' AND {schema|n} AND {ours|pg_proc|p.oid}
  AND NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_proc'::regclass AND i.objid = p.oid AND i.deptype = 'i')

SELECT format('aggregate %s', p.oid::regprocedure),
       concat_ws(', ', 'owner ' || p.proowner::regrole, 'rights ' || {acl|p.proacl|f|p.proowner}, 'arguments ' || pg_get_function_arguments(p.oid),
              'kind ' || g.aggkind::text, g.aggnumdirectargs, g.aggtransfn, g.aggfinalfn, g.aggcombinefn, g.aggserialfn, g.aggdeserialfn, g.aggmtransfn,
              g.aggminvtransfn, g.aggmfinalfn, g.aggfinalextra, g.aggmfinalextra, g.aggfinalmodify, g.aggmfinalmodify, g.aggsortop::regoperator,
              g.aggtranstype::regtype, g.aggtransspace, g.aggmtranstype::regtype, g.aggmtransspace, 'start ' || g.agginitval, 'moving start ' || g.aggminitval, p.proparallel)
FROM pg_proc p JOIN pg_aggregate g ON g.aggfnoid = p.oid JOIN pg_namespace n ON n.oid = p.pronamespace WHERE {schema|n} AND {ours|pg_proc|p.oid}

SELECT format('trigger %I on %s', t.tgname, t.tgrelid::regclass), format('enabled %s, %s', t.tgenabled, pg_get_triggerdef(t.oid))
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE NOT t.tgisinternal AND {schema|n} AND {ours|pg_class|c.oid}

SELECT format('rule %I on %s', r.rulename, r.ev_class::regclass), format('enabled %s, %s', r.ev_enabled, pg_get_ruledef(r.oid))
FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE r.rulename <> '_RETURN' AND {schema|n} AND {ours|pg_class|c.oid}

SELECT format('policy %I on %s', p.polname, p.polrelid::regclass),
       concat_ws(', ', CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END, 'for ' || p.polcmd::text,
              'to ' || (SELECT string_agg(CASE o WHEN 0 THEN 'public' ELSE o::regrole::text END, ' ' ORDER BY o::regrole::text) FROM unnest(p.polroles) o),
              'using ' || pg_get_expr(p.polqual, p.polrelid), 'check ' || pg_get_expr(p.polwithcheck, p.polrelid))
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE {ours|pg_class|c.oid}

SELECT format('type %s', t.oid::regtype),
       concat_ws(', ', 'kind ' || t.typtype::text, 'owner ' || t.typowner::regrole, 'rights ' || {acl|t.typacl|T|t.typowner},
              'labels ' || (SELECT string_agg(quote_literal(e.enumlabel), ' ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
              'base ' || CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END, CASE WHEN t.typnotnull THEN 'not null' END,
              'default ' || t.typdefault, 'collation ' || CASE WHEN t.typtype = 'd' THEN nullif(t.typcollation, 0)::regcollation END,
              'input ' || CASE WHEN t.typtype = 'b' THEN concat_ws(' ', t.typinput, t.typoutput, t.typlen, t.typalign, t.typstorage) END,
              'range ' || (SELECT concat_ws(' ', r.rngsubtype::regtype, nullif(r.rngcollation, 0)::regcollation, o.opcname, r.rngcanonical, r.rngsubdiff,
                     (to_jsonb(r) ->> 'rngmultitypid')::oid::regtype) FROM pg_range r JOIN pg_opclass o ON o.oid = r.rngsubopc WHERE r.rngtypid = t.oid))
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
WHERE (t.typrelid = 0 OR c.relkind = 'c') AND NOT EXISTS (SELECT FROM pg_type y WHERE y.typarray = t.oid) AND t.typtype <> 'm' AND {schema|n} AND {ours|pg_type|t.oid}

SELECT format('sequence definition %s', s.seqrelid::regclass),
       concat_ws(', ', s.seqtypid::regtype, 'start ' || s.seqstart, 'by ' || s.seqincrement, 'from ' || s.seqmin, 'to ' || s.seqmax, 'cache ' || s.seqcache, CASE WHEN s.seqcycle THEN 'cycle' END,
              'owned by ' || (SELECT format('%s.%I', d.refobjid::regclass, a.attname) FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                     WHERE d.classid = 'pg_class'::regclass AND d.objid = s.seqrelid AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0))
FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid WHERE c.relpersistence <> 't' AND {ours|pg_class|c.oid}

SELECT format('statistics %I.%I', n.nspname, s.stxname), format('owner %s, target %s, %s', s.stxowner::regrole, coalesce(s.stxstattarget, -1), pg_get_statisticsobjdef(s.oid))
FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE {ours|pg_statistic_ext|s.oid}

SELECT format('extension %I', e.extname), format('version %s in %I', e.extversion, n.nspname)
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace

SELECT format('cast %s', pg_describe_object('pg_cast'::regclass, c.oid, 0)), format('%s %s by %s', c.castcontext, c.castmethod, c.castfunc::regprocedure)
FROM pg_cast c WHERE c.oid >= 16384 AND {ours|pg_cast|c.oid}

SELECT format('operator %s', o.oid::regoperator), format('owner %s, by %s, %s %s %s %s, merges %s, hashes %s', o.oprowner::regrole, o.oprcode, nullif(o.oprcom, 0)::regoperator,
              nullif(o.oprnegate, 0)::regoperator, nullif(o.oprrest, 0), nullif(o.oprjoin, 0), o.oprcanmerge, o.oprcanhash)
FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace WHERE {schema|n} AND {ours|pg_operator|o.oid}

SELECT pg_describe_object('pg_opclass'::regclass, o.oid, 0), format('owner %s, for %s, family %s, default %s, keeps %s', o.opcowner::regrole, o.opcintype::regtype, f.opfname, o.opcdefault, nullif(o.opckeytype, 0)::regtype)
FROM pg_opclass o JOIN pg_opfamily f ON f.oid = o.opcfamily JOIN pg_namespace n ON n.oid = o.opcnamespace WHERE {schema|n} AND {ours|pg_opclass|o.oid}

SELECT pg_describe_object('pg_opfamily'::regclass, f.oid, 0),
       concat_ws(', ', 'owner ' || f.opfowner::regrole,
              (SELECT string_agg(format('operator %s %s %s', o.amopstrategy, o.amopopr::regoperator, o.amoppurpose), ', ' ORDER BY o.amopstrategy, o.amopopr::regoperator::text) FROM pg_amop o WHERE o.amopfamily = f.oid),
              (SELECT string_agg(format('function %s %s', p.amprocnum, p.amproc::regprocedure), ', ' ORDER BY p.amprocnum, p.amproc::regprocedure::text) FROM pg_amproc p WHERE p.amprocfamily = f.oid))
FROM pg_opfamily f JOIN pg_namespace n ON n.oid = f.opfnamespace WHERE {schema|n} AND {ours|pg_opfamily|f.oid}

SELECT format('collation %s', c.oid::regcollation), format('owner %s, %s', c.collowner::regrole, to_jsonb(c) - ARRAY['oid', 'collname', 'collnamespace', 'collowner', 'collversion'])
FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace WHERE {schema|n} AND {ours|pg_collation|c.oid}

SELECT format('conversion %I.%I', n.nspname, c.conname), format('owner %s, %s to %s by %s, default %s', c.conowner::regrole, pg_encoding_to_char(c.conforencoding), pg_encoding_to_char(c.contoencoding), c.conproc, c.condefault)
FROM pg_conversion c JOIN pg_namespace n ON n.oid = c.connamespace WHERE {schema|n} AND {ours|pg_conversion|c.oid}

SELECT format('text search configuration %s', c.oid::regconfig),
       format('owner %s, parser %s, %s', c.cfgowner::regrole, p.prsname, (SELECT string_agg(format('%s %s %s', m.maptokentype, m.mapseqno, m.mapdict::regdictionary), ', ' ORDER BY m.maptokentype, m.mapseqno) FROM pg_ts_config_map m WHERE m.mapcfg = c.oid))
FROM pg_ts_config c JOIN pg_ts_parser p ON p.oid = c.cfgparser JOIN pg_namespace n ON n.oid = c.cfgnamespace WHERE {schema|n} AND {ours|pg_ts_config|c.oid}

SELECT format('text search dictionary %s', d.oid::regdictionary), format('owner %s, template %s, %s', d.dictowner::regrole, t.tmplname, d.dictinitoption)
FROM pg_ts_dict d JOIN pg_ts_template t ON t.oid = d.dicttemplate JOIN pg_namespace n ON n.oid = d.dictnamespace WHERE {schema|n} AND {ours|pg_ts_dict|d.oid}

SELECT format('foreign-data wrapper %I', w.fdwname), format('owner %s, rights %s, %s %s, options %s', w.fdwowner::regrole, {acl|w.fdwacl|F|w.fdwowner}, nullif(w.fdwhandler, 0)::regproc, nullif(w.fdwvalidator, 0)::regproc, {sorted|w.fdwoptions})
FROM pg_foreign_data_wrapper w WHERE {ours|pg_foreign_data_wrapper|w.oid}

SELECT format('server %I', s.srvname), format('owner %s, rights %s, wrapper %I, %s %s, options %s', s.srvowner::regrole, {acl|s.srvacl|S|s.srvowner}, w.fdwname, s.srvtype, s.srvversion, {sorted|s.srvoptions})
FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw WHERE {ours|pg_foreign_server|s.oid}

SELECT format('user mapping for %s on server %I', u.usename, u.srvname), 'exists' FROM pg_user_mappings u

SELECT format('foreign rows of %s', f.ftrelid::regclass), format('server %I, options %s', s.srvname, {sorted|f.ftoptions})
FROM pg_foreign_table f JOIN pg_foreign_server s ON s.oid = f.ftserver WHERE {ours|pg_class|f.ftrelid}

SELECT format('event trigger %I', t.evtname), format('owner %s, on %s, by %s, enabled %s, tags %s', t.evtowner::regrole, t.evtevent, t.evtfoid::regprocedure, t.evtenabled, {sorted|t.evttags})
FROM pg_event_trigger t WHERE {ours|pg_event_trigger|t.oid}

SELECT format('publication %I', p.pubname), format('owner %s, %s', p.pubowner::regrole, to_jsonb(p) - ARRAY['oid', 'pubname', 'pubowner']) FROM pg_publication p

-- since 15
SELECT format('publication %I of %s', p.pubname, r.prrelid::regclass),
       concat_ws(', ', 'rows ' || pg_get_expr(r.prqual, r.prrelid),
              'columns ' || (SELECT string_agg(quote_ident(a.attname), ' ' ORDER BY a.attname) FROM pg_attribute a WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)))
FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid

-- before 15
SELECT format('publication %I of %s', p.pubname, r.prrelid::regclass), 'all' FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid

-- since 15
SELECT format('publication %I of schema %s', p.pubname, s.pnnspid::regnamespace), 'all' FROM pg_publication_namespace s JOIN pg_publication p ON p.oid = s.pnpubid

SELECT format('default rights of %s%s on %s', d.defaclrole::regrole, CASE WHEN d.defaclnamespace <> 0 THEN ' in ' || d.defaclnamespace::regnamespace ELSE '' END, d.defaclobjtype), {sorted|d.defaclacl}
FROM pg_default_acl d

SELECT format('language %I', l.lanname), format('owner %s, rights %s, trusted %s', l.lanowner::regrole, {acl|l.lanacl|l|l.lanowner}, l.lanpltrusted)
FROM pg_language l WHERE l.oid >= 16384 AND {ours|pg_language|l.oid}

SELECT format('access method %I', a.amname), format('%s by %s', a.amtype, a.amhandler) FROM pg_am a WHERE a.oid >= 16384 AND {ours|pg_am|a.oid}

SELECT format('transform for %s', t.trftype::regtype), format('%s %s', t.trffromsql::regprocedure, t.trftosql::regprocedure) FROM pg_transform t WHERE {ours|pg_transform|t.oid}

SELECT format('large object %s', l.oid), format('owner %s, rights %s', l.lomowner::regrole, {acl|l.lomacl|L|l.lomowner}) FROM pg_largeobject_metadata l

SELECT format('comment on %s', pg_describe_object(d.classoid, d.objoid, d.objsubid)), quote_literal(d.description)
FROM pg_description d WHERE (d.objoid >= 16384 OR d.classoid = 'pg_largeobject'::regclass) AND NOT EXISTS (SELECT FROM pg_depend x WHERE x.classid = d.classoid AND x.objid = d.objoid AND x.deptype = 'e')
  AND pg_describe_object(d.classoid, d.objoid, d.objsubid) IS NOT NULL

SELECT format('comment on schema %I', n.nspname), quote_literal(obj_description(n.oid, 'pg_namespace')) FROM pg_namespace n WHERE n.nspname = 'public' AND obj_description(n.oid, 'pg_namespace') IS NOT NULL

SELECT format('security label of %s on %s', s.provider, pg_describe_object(s.classoid, s.objoid, s.objsubid)), quote_literal(s.label) FROM pg_seclabel s
