using QuantGen.Testing;
using TorchSharp;
using Xunit;

namespace SystemTorch.Tests.Surface;

/// <summary>
/// The stand-in may have less than TorchSharp 0.107, never more or other: code that compiles on it compiles on the package.
/// </summary>
public sealed class PublicSurfaceTests
{
    private const string File = "reference/torchsharp-api-0.107.txt";

    private readonly Listing _listing =
        Listing.Read(SharedFolder.Has(File) ? System.IO.File.ReadAllText(SharedFolder.Combine(File)) : "");

    [SharedDataFact(File)]
    public void EveryVisibleMemberIsTorchSharpsOwn() => Expect(type =>
    {
        var known = Members(type).Select(_listing.WithoutAnnotations).ToHashSet();
        return type.Members
            .Where(member => !known.Contains(_listing.WithoutAnnotations(member)))
            .Select(member => $"{member}\n{Nearest(type, member)}");
    });

    [SharedDataFact(File)]
    public void EveryTypeIsOfTheSameKindAndHasNoOtherBases() => Expect(Kinship);

    /// <summary>
    /// Where TorchSharp annotates, ours must too: otherwise null handling that compiles here would warn there.
    /// Its files without annotations leave us free.
    /// </summary>
    [SharedDataFact(File)]
    public void NullableReferencesAreAnnotatedAlike() => Expect(type =>
    {
        var annotated = Members(type)
            .Where(line => line != _listing.WithoutAnnotations(line))
            .ToLookup(_listing.WithoutAnnotations);
        return type.Members
            .Where(member => annotated[_listing.WithoutAnnotations(member)] is var listed && listed.Any() && !listed.Contains(member))
            .Select(member => $"{member}\n{Nearest(type, member)}");
    });

    private IEnumerable<string> Members(TypeSurface type) => _listing.Find(type.Name)?.Members ?? [];

    private IEnumerable<string> Kinship(TypeSurface type)
    {
        if (_listing.Find(type.Name) is not { } peer)
            return [$"no such {type.Kind}"];

        var extra = type.Bases.Except(peer.Bases).Select(extra => $"has the base {extra}");
        return type.Kind == peer.Kind ? extra : extra.Prepend($"is a {type.Kind}, not a {peer.Kind}");
    }

    private string Nearest(TypeSurface type, string member)
    {
        var name = Name(member);
        var candidates = Members(type).Where(line => Name(line) == name).Select(line => $"      listed: {line}");
        return string.Join('\n', candidates.DefaultIfEmpty("      listed: nothing of that name"));
    }

    private static string Name(string member)
    {
        var head = member.Split('(', '{', '[', '=')[0].TrimEnd();
        return head.Split('<')[0].Split(' ')[^1];
    }

    private static void Expect(Func<TypeSurface, IEnumerable<string>> differences)
    {
        var members = new MemberText();
        var found = typeof(torch).Assembly.GetExportedTypes()
            .Select(type => TypeSurface.Of(type, members))
            .SelectMany(type => differences(type).Select(difference => $"{type.Name}\n    {difference}"))
            .ToList();

        if (found.Count > 0)
            Assert.Fail($"{found.Count} differences from the listing\n{string.Join('\n', found)}");
    }
}
