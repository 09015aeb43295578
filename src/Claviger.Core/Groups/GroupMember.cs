namespace Claviger.Core.Groups;

public sealed record GroupMember(GroupId Group, MemberId Member, DateTimeOffset AddedAt);
