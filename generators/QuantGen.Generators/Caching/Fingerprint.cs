using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Text;

namespace QuantGen.Generators.Caching;

/// <summary>64-bit FNV-1a over texts and the identities of objects.</summary>
internal static class Fingerprint
{
    /// <summary>The fingerprint of nothing.</summary>
    public const ulong Start = 14695981039346656037;

    private const ulong Prime = 1099511628211;

    private static readonly ConditionalWeakTable<object, StrongBox<ulong>> s_identities = new();
    private static long s_lastIdentity;

    /// <summary>Adds a number.</summary>
    public static ulong Add(ulong hash, ulong value) => unchecked((hash ^ value) * Prime);

    /// <summary>Adds a stretch of a text and its length, so that two stretches do not equal one.</summary>
    public static ulong Add(ulong hash, string text, TextSpan span)
    {
        // Four characters a step: one that waits for the product of each before would be all that an edit elsewhere costs.
        var i = span.Start;
        for (; i + 3 < span.End; i += 4)
            hash = Add(hash, text[i] | ((ulong)text[i + 1] << 16) | ((ulong)text[i + 2] << 32) | ((ulong)text[i + 3] << 48));
        for (; i < span.End; i++)
            hash = Add(hash, text[i]);
        return Add(hash, (ulong)span.Length);
    }

    /// <summary>Adds an object, which is equal only to itself, without keeping it alive.</summary>
    public static ulong AddIdentity(ulong hash, object instance) =>
        Add(hash, s_identities.GetValue(instance, static _ => new StrongBox<ulong>((ulong)Interlocked.Increment(ref s_lastIdentity))).Value);
}
