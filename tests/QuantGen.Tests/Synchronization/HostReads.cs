using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace QuantGen.Tests.Synchronization;

/// <summary>Which methods of an assembly read a tensor's values on the host: found in the instructions of their bodies.</summary>
internal static class HostReads
{
    // What makes a device finish its work: reading values, and copying them to the host.
    private static readonly HashSet<string> Reading = new(StringComparer.Ordinal)
    {
        "item", "ToScalar", "ToSingle", "ToDouble", "ToInt32", "ToInt64", "ToBoolean", "ToByte", "ToHalf", "ToInt16", "op_Explicit", "data", "cpu", "numpy",
        "get_bytes", "get_data", "tolist", "print", "jlstr", "npstr", "cstr", "str", "is_nonzero", "nonzero", "unique", "equal", "allclose",
    };

    /// <summary>Methods as <c>Type.Method</c>, each with what it reads by. Lambdas and local functions count as the method they stand in.</summary>
    public static IEnumerable<(string Type, string Method, string Reads)> In(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        foreach (var handle in metadata.MethodDefinitions)
        {
            var method = metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress == 0)
                continue;

            foreach (var called in Calls(file.GetMethodBody(method.RelativeVirtualAddress).GetILReader(), metadata))
                yield return (TypeName(metadata, method.GetDeclaringType()), Owner(metadata, method), called);
        }
    }

    // Calls have one of three one-byte codes; a byte that only looks like one has no member token behind it, or that of a harmless member.
    private static List<string> Calls(BlobReader code, MetadataReader metadata)
    {
        var found = new List<string>();
        for (var offset = 0; offset <= code.Length - 5; offset++)
        {
            code.Offset = offset;
            if (code.ReadByte() is not (0x28 or 0x6F or 0x73))
                continue;

            var token = code.ReadInt32();
            if ((token >> 24) is 0x0A or 0x2B && Member(metadata, MetadataTokens.EntityHandle(token)) is { } name && Reading.Contains(name))
                found.Add(name);
        }

        return found;
    }

    private static string? Member(MetadataReader metadata, EntityHandle handle)
    {
        if (handle.Kind == HandleKind.MethodSpecification)
        {
            var row = MetadataTokens.GetRowNumber(handle);
            if (row < 1 || row > metadata.GetTableRowCount(TableIndex.MethodSpec))
                return null;

            handle = metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Method;
        }

        if (handle.Kind != HandleKind.MemberReference)
            return null;

        var number = MetadataTokens.GetRowNumber(handle);
        if (number < 1 || number > metadata.GetTableRowCount(TableIndex.MemberRef))
            return null;

        var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
        return member.Parent.Kind == HandleKind.TypeReference && IsOfTensors(metadata, (TypeReferenceHandle)member.Parent)
            ? metadata.GetString(member.Name)
            : null;
    }

    private static bool IsOfTensors(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return metadata.GetString(type.Name) is "Tensor" or "TensorExtensionMethods" or "torch"
            || (type.ResolutionScope.Kind == HandleKind.TypeReference && metadata.GetString(type.Name) == "Tensor");
    }

    private static string TypeName(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return type.IsNested ? TypeName(metadata, type.GetDeclaringType()) : $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    // <Name>b__0 and <Name>g__Local|0 are parts of Name.
    private static string Owner(MetadataReader metadata, MethodDefinition method)
    {
        var name = metadata.GetString(method.Name);
        return name.StartsWith('<') && name.IndexOf('>', StringComparison.Ordinal) is > 1 and var end ? name[1..end] : name;
    }
}
