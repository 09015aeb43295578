using Claviger.Core.Contracts;

namespace Claviger.Demo.Month;

/// <summary>What whoever looks at the demo gets in hand.</summary>
/// <param name="Keys">Those that live traffic goes on with.</param>
internal sealed record SeededMonth(string AdminKey, IReadOnlyList<CreatedApiKeyView> Keys);
