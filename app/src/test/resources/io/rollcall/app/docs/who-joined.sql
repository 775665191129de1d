-- who joined since 16 November 2026
SELECT changed_at, user_id, name, to_departments
FROM rollcall_changes
WHERE flow = 'people' AND change = 'joined' AND changed_at >= '2026-11-15T16:00:00.000Z'
ORDER BY number;
