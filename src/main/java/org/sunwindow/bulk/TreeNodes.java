package org.sunwindow.bulk;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.read.AsOf;

/** Nodes of a hash tree. */
@RegisterForReflection
@Schema(description = "散列树的节点")
record TreeNodes(
        @Schema(description = "种类", required = true, examples = "disclosure")
        String kind,

        @Schema(description = "树根的散列", required = true) String root,

        @Schema(description = "公开的记录数", required = true, examples = "128")
        int records,

        @Schema(description = "所要的节点；按编号要的，从根起", required = true)
        List<HashTree.Node> nodes,

        @Schema(description = "所依据的修订，写作取变更的标记", required = true)
        String cursor,

        @Schema(required = true) AsOf asOf) {}
