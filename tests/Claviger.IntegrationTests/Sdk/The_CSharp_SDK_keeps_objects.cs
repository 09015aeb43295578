using Anthropic.Core;
using Anthropic.Exceptions;
using Anthropic.Models.Files;
using Anthropic.Models.Messages.Batches;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Sdk;

public sealed class The_CSharp_SDK_keeps_objects(QuietGateway shared) : IClassFixture<QuietGateway>
{
    private readonly TestGateway _gateway = shared.Gateway;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_lives_from_upload_to_deletion(bool fromStream)
    {
        using var client = Sdk.Client(_gateway);
        using var stream = new MemoryStream("some text"u8.ToArray());

        var file = await client.Files.Upload(new FileUploadParams { File = fromStream ? new BinaryContent { Stream = stream, FileName = "a.txt" } : "some text"u8.ToArray() });
        var found = await client.Files.RetrieveMetadata(file.ID);
        var refused = await Assert.ThrowsAsync<AnthropicFileNotDownloadableException>(() => client.Files.Download(file.ID));
        var deleted = await client.Files.Delete(file.ID);

        Assert.Equal((9L, file.ID), (found.SizeBytes, deleted.ID));
        Assert.Contains("downloaded", refused.ApiMessage, StringComparison.Ordinal);
        await Assert.ThrowsAsync<AnthropicNotFoundException>(() => client.Files.RetrieveMetadata(file.ID));
    }

    /// <summary>The one call of the SDK that has no length to send. A caller gives it the bytes, or a stream that knows its length.</summary>
    [Fact]
    public async Task Only_an_upload_from_a_stream_without_length_is_chunked_and_refused()
    {
        using var client = Sdk.Client(_gateway);
        await using var endless = new StreamWithoutLength("some text"u8.ToArray());

        var refused = await Assert.ThrowsAnyAsync<AnthropicApiException>(() => client.Files.Upload(new FileUploadParams { File = new BinaryContent { Stream = endless, FileName = "a.txt" } }));

        Assert.Equal(411, (int)refused.StatusCode);
        Assert.Contains("content-length", refused.ApiMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anothers_file_and_batch_are_not_found()
    {
        using var mine = Sdk.Client(_gateway);
        using var theirs = Sdk.Client(_gateway, _gateway.OtherKey.Secret);
        var file = await mine.Files.Upload(new FileUploadParams { File = "some text"u8.ToArray() });
        var batch = await SubmitAsync(mine, "a");

        await Assert.ThrowsAsync<AnthropicNotFoundException>(() => theirs.Files.RetrieveMetadata(file.ID));
        await Assert.ThrowsAsync<AnthropicNotFoundException>(() => theirs.Files.Delete(file.ID));
        await Assert.ThrowsAsync<AnthropicNotFoundException>(() => theirs.Files.Download(file.ID));
        await Assert.ThrowsAsync<AnthropicNotFoundException>(() => theirs.Messages.Batches.Retrieve(batch.ID));
        await Assert.ThrowsAsync<AnthropicNotFoundException>(() => theirs.Messages.Batches.Cancel(batch.ID));
        await Assert.ThrowsAsync<AnthropicNotFoundException>(() => theirs.Messages.Batches.Delete(batch.ID));
        Assert.Equal(file.ID, (await mine.Files.RetrieveMetadata(file.ID)).ID);
    }

    [Fact]
    public async Task A_batch_runs_from_submission_to_results()
    {
        using var client = Sdk.Client(_gateway);
        var batch = await SubmitAsync(client, "first", "second");

        Assert.Equal(ProcessingStatus.InProgress, batch.ProcessingStatus.Value());
        var ended = await client.Messages.Batches.Retrieve(batch.ID);
        var results = new List<MessageBatchIndividualResponse>();
        await foreach (var result in client.Messages.Batches.ResultsStreaming(batch.ID)) results.Add(result);

        Assert.Equal(ProcessingStatus.Ended, ended.ProcessingStatus.Value());
        Assert.StartsWith(_gateway.Url + "/", ended.ResultsUrl);
        Assert.Equal(["first", "second"], results.Select(result => result.CustomID).Order());
        Assert.All(results, result => Assert.True(result.Result.TryPickSucceeded(out _)));
        Assert.Equal(batch.ID, (await client.Messages.Batches.Delete(batch.ID)).ID);
    }

    [Fact]
    public async Task Lists_are_walked_to_their_end()
    {
        var key = await _gateway.CreateKeyAsync("Lists", "development", "walker");
        using var client = Sdk.Client(_gateway, key.Secret);
        var (files, batches) = (new List<string>(), new List<string>());
        for (var i = 0; i < 5; i++)
        {
            files.Insert(0, (await client.Files.Upload(new FileUploadParams { File = "some text"u8.ToArray() })).ID);
            await _gateway.UploadAsync();
            batches.Insert(0, (await SubmitAsync(client, "a")).ID);
            await _gateway.SubmitAsync([GatewayObjects.Line("a")], _gateway.OtherKey.Secret);
        }

        var listedFiles = await (await client.Files.List(new FileListParams { Limit = 2 })).AllAsync();
        var listedBatches = await (await client.Messages.Batches.List(new BatchListParams { Limit = 2 })).AllAsync();

        Assert.Equal(files, listedFiles.Select(file => file.ID));
        Assert.Equal(batches, listedBatches.Select(batch => batch.ID));
    }

    private static Task<MessageBatch> SubmitAsync(Anthropic.AnthropicClient client, params string[] ids) => client.Messages.Batches.Create(new BatchCreateParams
    {
        Requests = [.. ids.Select(id => new Request
        {
            CustomID = id,
            Params = new Params { Model = Sdk.Haiku, MaxTokens = 1024, Messages = [new Anthropic.Models.Messages.UserMessageParam("Line " + id)] },
        })],
    });

    /// <summary>As a network stream is: it can be read once, and nobody knows for how long.</summary>
    private sealed class StreamWithoutLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    }
}
