<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Changes</name>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 added</source>
        <translation>添加了 %1</translation>
    </message>
    <message>
        <source>%1 removed</source>
        <translation>移除了 %1</translation>
    </message>
    <message>
        <source>%1 bypassed</source>
        <translation>旁路了 %1</translation>
    </message>
    <message>
        <source>%1 no longer bypassed</source>
        <translation>不再旁路 %1</translation>
    </message>
    <message>
        <source>%1 muted</source>
        <translation>停用了 %1</translation>
    </message>
    <message>
        <source>%1 no longer muted</source>
        <translation>不再停用 %1</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1：%2 → %3</translation>
    </message>
</context>
<context>
    <name>CloseButton</name>
    <message>
        <source>Close Tab</source>
        <translation>关闭标签页</translation>
    </message>
</context>
<context>
    <name>Connection</name>
    <message>
        <source>A node cannot feed itself.</source>
        <translation>节点不能连到自己。</translation>
    </message>
    <message>
        <source>This node&apos;s type is unknown here, so nothing can be connected to it.</source>
        <translation>这里不认识这个节点的类型，因此不能连接到它。</translation>
    </message>
    <message>
        <source>The type of this output is unknown here.</source>
        <translation>这里不认识这个输出的类型。</translation>
    </message>
    <message>
        <source>This would close a loop: the output is made from this very node.</source>
        <translation>这会形成回路：该输出正是由这个节点算出来的。</translation>
    </message>
    <message>
        <source>This gives “%1”, and the input “%2” takes “%3”.</source>
        <translation>这里给出“%1”，而输入“%2”需要“%3”。</translation>
    </message>
</context>
<context>
    <name>GraphEdits</name>
    <message>
        <source>Dissolve</source>
        <translation>溶解</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>This cannot be pasted: %1</source>
        <translation>无法粘贴：%1</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Bypass</source>
        <translation>旁路</translation>
    </message>
    <message>
        <source>No bypass</source>
        <translation>取消旁路</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>取消停用</translation>
    </message>
    <message>
        <source>Collapse</source>
        <translation>折叠</translation>
    </message>
    <message>
        <source>Show picture</source>
        <translation>显示图片</translation>
    </message>
    <message>
        <source>Wires as tags</source>
        <translation>连线显示为标签</translation>
    </message>
    <message>
        <source>Wires as lines</source>
        <translation>连线显示为线条</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>框</translation>
    </message>
    <message>
        <source>Align</source>
        <translation>对齐</translation>
    </message>
    <message>
        <source>Distribute</source>
        <translation>均匀分布</translation>
    </message>
    <message>
        <source>Tidy</source>
        <translation>整理</translation>
    </message>
</context>
<context>
    <name>GraphTexts</name>
    <message>
        <source>%1 nodes, %2 wires</source>
        <translation>%1 个节点，%2 条连线</translation>
    </message>
    <message>
        <source>unknown node</source>
        <translation>未知节点</translation>
    </message>
    <message>
        <source>%1 inputs</source>
        <translation>%1 个输入</translation>
    </message>
    <message>
        <source>connected from %1</source>
        <translation>来自 %1</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>bypassed</source>
        <translation>已旁路</translation>
    </message>
    <message>
        <source>output %1</source>
        <translation>输出 %1</translation>
    </message>
    <message>
        <source>input %1</source>
        <translation>输入 %1</translation>
    </message>
    <message>
        <source>goes nowhere</source>
        <translation>未连到任何地方</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>连到 %1</translation>
    </message>
    <message>
        <source>from %1, %2</source>
        <translation>来自 %1 的 %2</translation>
    </message>
    <message>
        <source>nothing, and it needs a wire</source>
        <translation>空，而它需要一条连线</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1, %2, to %3, %4</source>
        <translation>%1 的 %2 连到 %3 的 %4</translation>
    </message>
</context>
<context>
    <name>KeyWalk</name>
    <message>
        <source>Walk to a node first, with the arrow keys.</source>
        <translation>请先用方向键走到一个节点。</translation>
    </message>
    <message>
        <source>Nothing in sight can be wired to this socket.</source>
        <translation>视野中没有可以连到这个插口的东西。</translation>
    </message>
</context>
<context>
    <name>ManualPage</name>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>输出</translation>
    </message>
</context>
<context>
    <name>NodeItem</name>
    <message>
        <source>muted</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>bypassed</source>
        <translation>已旁路</translation>
    </message>
    <message>
        <source>this node is not known here</source>
        <translation>这里不认识这个节点</translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>选择图片</translation>
    </message>
    <message>
        <source>Models (*.safetensors);;All files (*)</source>
        <translation>模型 (*.safetensors);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.exr *.bmp);;All files (*)</source>
        <translation>图片 (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.exr *.bmp);;所有文件 (*)</translation>
    </message>
    <message>
        <source>The editor of Noiseloom: guided diffusion as a graph.</source>
        <translation>Noiseloom 编辑器：以节点图进行引导扩散。</translation>
    </message>
    <message>
        <source>Workflows, pictures that carry theirs, or names of templates.</source>
        <translation>工作流、带有工作流的图片，或模板的名称。</translation>
    </message>
    <message>
        <source>dark or light.</source>
        <translation>dark 或 light。</translation>
    </message>
    <message>
        <source>Size of all texts in per cent, 80 to 200.</source>
        <translation>所有文字的大小，百分比，80 到 200。</translation>
    </message>
    <message>
        <source>Write pictures of the editor&apos;s main states into a folder, and end.</source>
        <translation>把编辑器各主要状态的图片写入文件夹，然后退出。</translation>
    </message>
    <message>
        <source>Cut wires</source>
        <translation>剪断连线</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Insert on wire</source>
        <translation>插入连线</translation>
    </message>
    <message>
        <source>Shake off</source>
        <translation>抖落</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Resize frame</source>
        <translation>调整框的大小</translation>
    </message>
    <message>
        <source>Cut wire</source>
        <translation>剪断连线</translation>
    </message>
    <message>
        <source>Wires lead from an output to an input.</source>
        <translation>连线从输出通向输入。</translation>
    </message>
    <message>
        <source>Wires lead from an input to an output.</source>
        <translation>连线从输入通向输出。</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Wait for image editors, without a window; end once nobody has come for a while.</source>
        <translation>不打开窗口，等待图像编辑器；一段时间无人使用后自动结束。</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation>是(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>否(&amp;N)</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>Remedy</name>
    <message>
        <source>Locate…</source>
        <translation>定位…</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>连接…</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
</context>
<context>
    <name>Reproduction</name>
    <message>
        <source>This run&apos;s picture has another size than the one that was opened: it was changed after it was made.</source>
        <translation>这次运行的图片与打开的图片大小不同：它在生成之后被改动过。</translation>
    </message>
    <message>
        <source>This is the picture that was opened, in every pixel.</source>
        <translation>这正是打开的那张图片，每个像素都相同。</translation>
    </message>
    <message>
        <source>This is the picture that was opened, but for rounding: %1 % of the pixels differ by at most %2 of 255, as on another processor or in other numbers.</source>
        <translation>这就是打开的那张图片，只有舍入之差：%1 % 的像素相差最多 %2/255，换处理器或数值精度就会如此。</translation>
    </message>
    <message>
        <source>This is not quite the picture that was opened: %1 % of the pixels differ, by up to %2 of 255. It was made in other numbers, by another version, or was changed or compressed since.</source>
        <translation>这与打开的图片不完全相同：%1 % 的像素不同，最多相差 %2/255。它是用别的数值精度或别的版本生成的，或此后被修改、压缩过。</translation>
    </message>
</context>
<context>
    <name>RunFacts</name>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 of %2 steps re-run</source>
        <translation>%2 步中有 %1 步要重新运行</translation>
    </message>
    <message>
        <source>%1 (about %2)</source>
        <translation>%1（约 %2）</translation>
    </message>
    <message>
        <source>%1 of %2 steps</source>
        <translation>%1 / %2 步</translation>
    </message>
    <message>
        <source>will run</source>
        <translation>将运行</translation>
    </message>
    <message>
        <source>waits for its turn</source>
        <translation>等待轮到它</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>还剩 %1</translation>
    </message>
    <message>
        <source>cached</source>
        <translation>已缓存</translation>
    </message>
    <message>
        <source>the picture is of other settings</source>
        <translation>图片对应的是别的设置</translation>
    </message>
    <message>
        <source>%1, about %2</source>
        <translation>%1，约 %2</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>cannot run yet</source>
        <translation>还不能运行</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>running for %1</source>
        <translation>已运行 %1</translation>
    </message>
</context>
<context>
    <name>Sweep</name>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒数</translation>
    </message>
</context>
<context>
    <name>Trace</name>
    <message>
        <source>What guidance did is the same in all steps.</source>
        <translation>引导的作用在所有步中都相同。</translation>
    </message>
    <message>
        <source>The runs differ from the first step on.</source>
        <translation>两次运行从第一步起就不同。</translation>
    </message>
    <message>
        <source>The runs are the same until step %1; from step %2 on they differ.</source>
        <translation>两次运行到第 %1 步都相同；从第 %2 步起不同。</translation>
    </message>
    <message>
        <source>Lower scale</source>
        <translation>降低强度</translation>
    </message>
    <message>
        <source>Only from 10 to 80 %</source>
        <translation>只在 10 % 到 80 %</translation>
    </message>
    <message>
        <source>Rescale</source>
        <translation>重新缩放</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Weight w</source>
        <translation>权重 w</translation>
    </message>
    <message>
        <source>‖w·Δ‖ / ‖base‖</source>
        <translation>‖w·Δ‖ / ‖基准‖</translation>
    </message>
    <message>
        <source>‖Δ‖</source>
        <translation>‖Δ‖</translation>
    </message>
    <message>
        <source>Cosine of terms</source>
        <translation>各项之间的余弦</translation>
    </message>
    <message>
        <source>p(class)</source>
        <translation>p(类别)</translation>
    </message>
    <message>
        <source>Loss or ln p</source>
        <translation>损失或 ln p</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>离散度</translation>
    </message>
    <message>
        <source>of the estimate</source>
        <translation>估计的</translation>
    </message>
    <message>
        <source>Clipped</source>
        <translation>越界</translation>
    </message>
    <message>
        <source>share of values</source>
        <translation>数值所占比例</translation>
    </message>
    <message>
        <source>Noise σ</source>
        <translation>噪声 σ</translation>
    </message>
    <message>
        <source>ms per step</source>
        <translation>每步毫秒数</translation>
    </message>
    <message>
        <source>model %1</source>
        <translation>模型 %1</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>rest</source>
        <translation>其余</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save As…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Paste with Wires</source>
        <translation>连同连线粘贴</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Duplicate with Wires</source>
        <translation>连同连线创建副本</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete, Keeping Wires</source>
        <translation>删除并保留连线</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Add Node…</source>
        <translation>添加节点…</translation>
    </message>
    <message>
        <source>Find in Graph…</source>
        <translation>在图中查找…</translation>
    </message>
    <message>
        <source>Bypass</source>
        <translation>旁路</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Collapse</source>
        <translation>折叠</translation>
    </message>
    <message>
        <source>Show Picture</source>
        <translation>显示图片</translation>
    </message>
    <message>
        <source>Wires as Tags</source>
        <translation>连线显示为标签</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>框</translation>
    </message>
    <message>
        <source>Make Subgraph</source>
        <translation>建立子图</translation>
    </message>
    <message>
        <source>Dissolve Subgraph</source>
        <translation>溶解子图</translation>
    </message>
    <message>
        <source>Save Subgraph…</source>
        <translation>保存子图…</translation>
    </message>
    <message>
        <source>Leave Subgraph</source>
        <translation>离开子图</translation>
    </message>
    <message>
        <source>Tidy</source>
        <translation>整理</translation>
    </message>
    <message>
        <source>Align Left</source>
        <translation>左对齐</translation>
    </message>
    <message>
        <source>Align Right</source>
        <translation>右对齐</translation>
    </message>
    <message>
        <source>Align Top</source>
        <translation>顶端对齐</translation>
    </message>
    <message>
        <source>Align Bottom</source>
        <translation>底端对齐</translation>
    </message>
    <message>
        <source>Distribute Across</source>
        <translation>水平均匀分布</translation>
    </message>
    <message>
        <source>Distribute Down</source>
        <translation>垂直均匀分布</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Run to Here</source>
        <translation>运行到这里</translation>
    </message>
    <message>
        <source>Run Next</source>
        <translation>下一个运行</translation>
    </message>
    <message>
        <source>Run with New Seeds</source>
        <translation>换新种子运行</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Fit All</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Fit Selection</source>
        <translation>显示所选</translation>
    </message>
    <message>
        <source>Zoom In</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom Out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom 100 %</source>
        <translation>缩放 100 %</translation>
    </message>
    <message>
        <source>Form or Graph</source>
        <translation>表单或图</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Minimap</source>
        <translation>缩略图</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>Picture Viewer</source>
        <translation>图片查看器</translation>
    </message>
    <message>
        <source>Light or Dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>Fade Unrelated Wires</source>
        <translation>淡化无关连线</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Keys and Gestures</source>
        <translation>按键与手势</translation>
    </message>
    <message>
        <source>About Noiseloom</source>
        <translation>关于 Noiseloom</translation>
    </message>
    <message>
        <source>Drag from a socket</source>
        <translation>从插口拖出</translation>
    </message>
    <message>
        <source>Draw a wire; in the empty it asks for a node</source>
        <translation>画一条连线；放在空白处会询问要加哪个节点</translation>
    </message>
    <message>
        <source>Drag a connected input</source>
        <translation>拖动已连接的输入</translation>
    </message>
    <message>
        <source>Take the wire up</source>
        <translation>拿起这条连线</translation>
    </message>
    <message>
        <source>Drag a node onto a wire</source>
        <translation>把节点拖到连线上</translation>
    </message>
    <message>
        <source>Put it in between (hold Ctrl or 8: do not)</source>
        <translation>插入其中（按住 Ctrl 或 8：不插入）</translation>
    </message>
    <message>
        <source>Shake a node</source>
        <translation>抖动节点</translation>
    </message>
    <message>
        <source>Take it out of its wires</source>
        <translation>从连线中取出</translation>
    </message>
    <message>
        <source>Y and drag</source>
        <translation>按住 Y 拖动</translation>
    </message>
    <message>
        <source>Cut wires</source>
        <translation>剪断连线</translation>
    </message>
    <message>
        <source>Alt and click a wire</source>
        <translation>按住 Alt 点击连线</translation>
    </message>
    <message>
        <source>Add a dot; double click on a dot: remove it</source>
        <translation>添加一个转折点；双击转折点：移除它</translation>
    </message>
    <message>
        <source>Alt and drag a node</source>
        <translation>按住 Alt 拖动节点</translation>
    </message>
    <message>
        <source>Drag a copy</source>
        <translation>拖出一个副本</translation>
    </message>
    <message>
        <source>Drag on a number</source>
        <translation>在数字上拖动</translation>
    </message>
    <message>
        <source>Change it (Shift: fine, Ctrl: coarse)</source>
        <translation>改变它（Shift：精细，Ctrl：粗略）</translation>
    </message>
    <message>
        <source>Double click on a number</source>
        <translation>双击数字</translation>
    </message>
    <message>
        <source>Type it, or a sum: 7.5*2</source>
        <translation>输入数值或算式：7.5*2</translation>
    </message>
    <message>
        <source>Double click in the empty</source>
        <translation>双击空白处</translation>
    </message>
    <message>
        <source>Add a node</source>
        <translation>添加节点</translation>
    </message>
    <message>
        <source>Drag with the middle or right button</source>
        <translation>用中键或右键拖动</translation>
    </message>
    <message>
        <source>Move the canvas</source>
        <translation>移动画布</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>Walk from node to node (Shift: select on the way)</source>
        <translation>在节点间行走（Shift：沿途选中）</translation>
    </message>
    <message>
        <source>Tab, Enter</source>
        <translation>Tab、Enter</translation>
    </message>
    <message>
        <source>Walk through a node&apos;s sockets; edit the field</source>
        <translation>在节点的插口间行走；编辑字段</translation>
    </message>
    <message>
        <source>W, then a letter</source>
        <translation>W，然后一个字母</translation>
    </message>
    <message>
        <source>Wire the current socket to the lettered one</source>
        <translation>把当前插口连到该字母的插口</translation>
    </message>
    <message>
        <source>Sweep…</source>
        <translation>扫描…</translation>
    </message>
    <message>
        <source>Publish to Image Editors…</source>
        <translation>发布到图像编辑器…</translation>
    </message>
</context>
<context>
    <name>field</name>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message numerus="yes">
        <source>%n strokes</source>
        <translation>
            <numerusform>%n 笔</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodes</name>
    <message>
        <source>Scatter Plot</source>
        <translation>散点图</translation>
    </message>
    <message>
        <source>Analysis</source>
        <translation>分析</translation>
    </message>
    <message>
        <source>Samples of the plane as dots, over the contours of the density that they should have.</source>
        <translation>平面上的样本画成点，叠在它们应有的密度的等高线上。</translation>
    </message>
    <message>
        <source>truth</source>
        <translation>真值</translation>
    </message>
    <message>
        <source>distribution</source>
        <translation>分布</translation>
    </message>
    <message>
        <source>The true distribution, of &apos;Gaussians in the Plane&apos;.</source>
        <translation>真实分布，来自“平面上的高斯分布”。</translation>
    </message>
    <message>
        <source>samples 1</source>
        <translation>样本 1</translation>
    </message>
    <message>
        <source>latent</source>
        <translation>潜变量</translation>
    </message>
    <message>
        <source>Samples. If they are the only ones, each has the colour of its most probable class.</source>
        <translation>样本。只有这一组时，每个样本用其最可能类别的颜色。</translation>
    </message>
    <message>
        <source>samples 2</source>
        <translation>样本 2</translation>
    </message>
    <message>
        <source>More samples, in a colour of their own.</source>
        <translation>更多样本，用各自的颜色。</translation>
    </message>
    <message>
        <source>samples 3</source>
        <translation>样本 3</translation>
    </message>
    <message>
        <source>samples 4</source>
        <translation>样本 4</translation>
    </message>
    <message>
        <source>samples 5</source>
        <translation>样本 5</translation>
    </message>
    <message>
        <source>samples 6</source>
        <translation>样本 6</translation>
    </message>
    <message>
        <source>samples 7</source>
        <translation>样本 7</translation>
    </message>
    <message>
        <source>samples 8</source>
        <translation>样本 8</translation>
    </message>
    <message>
        <source>scale</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Contours of what guidance with this scale aims at: of each class&apos;s density times (its probability at that place)^w, with the paper&apos;s w = scale - 1. 1: of the true density.</source>
        <translation>以此强度引导所追求的分布的等高线：各类别的密度乘以（该处该类别的概率）^w，w 为论文的 w = 强度 - 1。1：真实密度。</translation>
    </message>
    <message>
        <source>extent</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>The picture shows -extent to extent on both axes; 0: as far as there is anything to expect.</source>
        <translation>图片的两轴从 -范围 到 范围；0：到有内容可期之处为止。</translation>
    </message>
    <message>
        <source>size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>integer</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>Width and height.</source>
        <translation>宽与高。</translation>
    </message>
    <message>
        <source>image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>The plot.</source>
        <translation>所绘的图。</translation>
    </message>
    <message>
        <source>Apply Edit</source>
        <translation>应用编辑</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>A model with learnt edits, each by a degree: 0 is the model as it was, 1 the edit, more an exaggeration. Several edits add up.</source>
        <translation>带有学得的编辑的模型，每个编辑有其程度：0 为原模型，1 为该编辑，更大则是夸张。多个编辑会叠加。</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The original model that the edits were learnt from.</source>
        <translation>学习编辑时所用的原模型。</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>A learnt edit.</source>
        <translation>学得的编辑。</translation>
    </message>
    <message>
        <source>degree</source>
        <translation>程度</translation>
    </message>
    <message>
        <source>curve</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>How much of it. A curve runs over the noise levels, from noise at 0 to the picture at 1: what is edited early changes shapes, late details.</source>
        <translation>编辑多少。曲线随噪声水平变化，从 0 处的噪声到 1 处的图片：早期的编辑改变形状，后期改变细节。</translation>
    </message>
    <message>
        <source>weights 2</source>
        <translation>权重 2</translation>
    </message>
    <message>
        <source>Another one.</source>
        <translation>另一个。</translation>
    </message>
    <message>
        <source>degree 2</source>
        <translation>程度 2</translation>
    </message>
    <message>
        <source>weights 3</source>
        <translation>权重 3</translation>
    </message>
    <message>
        <source>degree 3</source>
        <translation>程度 3</translation>
    </message>
    <message>
        <source>weights 4</source>
        <translation>权重 4</translation>
    </message>
    <message>
        <source>degree 4</source>
        <translation>程度 4</translation>
    </message>
    <message>
        <source>The changed model. It asks the original and every edit in use at each step.</source>
        <translation>改变后的模型。每一步它询问原模型以及每个在用的编辑。</translation>
    </message>
    <message>
        <source>Learn Edit</source>
        <translation>学习编辑</translation>
    </message>
    <message>
        <source>Fine-tunes a model so that what it draws from inverted pictures changes as a text changes (DiffusionCLIP). Learnt once, the edit applies to other pictures too.</source>
        <translation>微调模型，使它由反演图片画出的内容随文本的改变而改变（DiffusionCLIP）。学会一次，也可用于其他图片。</translation>
    </message>
    <message>
        <source>The original model.</source>
        <translation>原模型。</translation>
    </message>
    <message>
        <source>autoencoder</source>
        <translation>自编码器</translation>
    </message>
    <message>
        <source>Its autoencoder.</source>
        <translation>它的自编码器。</translation>
    </message>
    <message>
        <source>inversion</source>
        <translation>反演</translation>
    </message>
    <message>
        <source>Pictures to learn from: one for an edit of its own, some dozens for one of all their kind.</source>
        <translation>用来学习的图片：一张则编辑只适用于它，数十张则适用于所有同类图片。</translation>
    </message>
    <message>
        <source>conditioning</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>The prompt that the pictures were inverted with.</source>
        <translation>反演图片时所用的提示词。</translation>
    </message>
    <message>
        <source>clip</source>
        <translation>clip</translation>
    </message>
    <message>
        <source>The CLIP model that judges whether the picture changes as the text does.</source>
        <translation>评判图片是否随文本改变的 CLIP 模型。</translation>
    </message>
    <message>
        <source>source</source>
        <translation>原文本</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>What the pictures show now, as far as it shall change.</source>
        <translation>图片现在显示什么，只写要改变的部分。</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>What they shall show instead. Only the difference between the two texts counts.</source>
        <translation>它们应改为显示什么。只有两段文本之间的差别起作用。</translation>
    </message>
    <message>
        <source>templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>choice</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Compare the texts as they are, or as the mean over 80 wordings (a photo of a ..., a drawing of a ...), which says the class and nothing else. For CLIP models that know such sentences.</source>
        <translation>按原样比较文本，或取 80 种措辞（a photo of a ...、a drawing of a ...）的平均，它只说明类别而不含其他。用于认识这类句子的 CLIP 模型。</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>logarithmic: -log((2 - L)/2), as released; directional: L = 1 - cos between the picture&apos;s change and the text&apos;s; global: 1 - cos between picture and target text, whatever the picture was before.</source>
        <translation>logarithmic：-log((2 - L)/2)，如发布的代码；directional：L = 1 - 图片改变与文本改变之间的 cos；global：1 - 图片与目标文本之间的 cos，不论图片先前如何。</translation>
    </message>
    <message>
        <source>clip weight</source>
        <translation>CLIP 权重</translation>
    </message>
    <message>
        <source>How much that counts.</source>
        <translation>它的分量。</translation>
    </message>
    <message>
        <source>l1 weight</source>
        <translation>L1 权重</translation>
    </message>
    <message>
        <source>How much every change of a pixel counts against it: more keeps more of the picture.</source>
        <translation>像素的每处改变要付多大代价：越大，图片保留越多。</translation>
    </message>
    <message>
        <source>method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>full: the walk&apos;s end is judged and all its steps learn. memory_saving: the same, with memory for one step only and a third more work. efficient: each step&apos;s guess of the end is judged at once; quicker and cruder.</source>
        <translation>full：评判行走的终点，所有步都学习。memory_saving：相同，但只需一步的内存，工作量多三分之一。efficient：立即评判每步对终点的猜测；更快也更粗略。</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Steps of the walk while learning; few are enough.</source>
        <translation>学习时行走的步数；少量即可。</translation>
    </message>
    <message>
        <source>rounds</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>How often to go through the pictures.</source>
        <translation>图片过几遍。</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>How far each step changes the weights: 2e-6 to 8e-6 for large models and some dozens of pictures, more for small ones.</source>
        <translation>每一步改变权重多少：大模型配数十张图片时为 2e-6 到 8e-6，小模型更大。</translation>
    </message>
    <message>
        <source>growth</source>
        <translation>增长</translation>
    </message>
    <message>
        <source>What the learning rate is multiplied by after each round.</source>
        <translation>每轮之后学习率乘以多少。</translation>
    </message>
    <message>
        <source>What was learnt, for an Apply Edit node.</source>
        <translation>学到的内容，供“应用编辑”节点使用。</translation>
    </message>
    <message>
        <source>Draw Inverted</source>
        <translation>绘制反演结果</translation>
    </message>
    <message>
        <source>Draws inverted pictures again: with the original model as they were, with a changed one edited.</source>
        <translation>重新绘制反演过的图片：用原模型得到原样，用改变过的模型得到编辑后的图片。</translation>
    </message>
    <message>
        <source>The model to draw with: an Apply Edit node&apos;s, or the original to see what inverting loses.</source>
        <translation>用来绘制的模型：“应用编辑”节点的模型，或原模型，以查看反演丢失了什么。</translation>
    </message>
    <message>
        <source>The model&apos;s autoencoder.</source>
        <translation>模型的自编码器。</translation>
    </message>
    <message>
        <source>The inverted pictures.</source>
        <translation>反演后的图片。</translation>
    </message>
    <message>
        <source>The prompt that they were inverted with.</source>
        <translation>反演时所用的提示词。</translation>
    </message>
    <message>
        <source>How many levels to walk through; as many as inverting took lead back best.</source>
        <translation>走过多少级；与反演时相同最能还原。</translation>
    </message>
    <message>
        <source>η</source>
        <translation>η</translation>
    </message>
    <message>
        <source>eta</source>
        <translation>η</translation>
    </message>
    <message>
        <source>Fresh noise in every step: 0 none, so that what is not edited stays; 1 as much as DDPM.</source>
        <translation>每步的新噪声：0 为无，使未编辑之处保持不变；1 与 DDPM 一样多。</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Seed of that noise.</source>
        <translation>那些噪声的种子。</translation>
    </message>
    <message>
        <source>The pictures.</source>
        <translation>图片。</translation>
    </message>
    <message>
        <source>Into the Model&apos;s Domain</source>
        <translation>进入模型的域</translation>
    </message>
    <message>
        <source>Brings a picture that the model would never draw (rough strokes, another style) near to one that it would: adds noise and lets the model take it away, several times.</source>
        <translation>把模型绝不会画出的图片（粗略笔触、其他风格）变得接近它会画的：加入噪声并让模型去除，反复数次。</translation>
    </message>
    <message>
        <source>The model.</source>
        <translation>模型。</translation>
    </message>
    <message>
        <source>What they show, for models that read a prompt.</source>
        <translation>它们显示什么，用于读提示词的模型。</translation>
    </message>
    <message>
        <source>depth</source>
        <translation>位深</translation>
    </message>
    <message>
        <source>The training step to add noise up to, of 1000. Deeper leaves less of the picture.</source>
        <translation>加噪到第几个训练步（共 1000）。越深，保留的图片越少。</translation>
    </message>
    <message>
        <source>Steps of each way back.</source>
        <translation>每次返回的步数。</translation>
    </message>
    <message>
        <source>times</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>How often.</source>
        <translation>几次。</translation>
    </message>
    <message>
        <source>Chooses the noise.</source>
        <translation>决定噪声。</translation>
    </message>
    <message>
        <source>The pictures, nearer to the model&apos;s own.</source>
        <translation>图片，更接近模型自己的图片。</translation>
    </message>
    <message>
        <source>Invert Image</source>
        <translation>反演图像</translation>
    </message>
    <message>
        <source>Walks from a picture back to the noise that the model would draw it from. What a changed model draws from there is the edited picture.</source>
        <translation>从图片走回模型会画出它的那份噪声。改变后的模型从那里画出的就是编辑后的图片。</translation>
    </message>
    <message>
        <source>The pictures, of a size that the model draws well.</source>
        <translation>图片，大小须是模型画得好的。</translation>
    </message>
    <message>
        <source>What the pictures show, for models that read a prompt. The same one goes to the nodes that follow.</source>
        <translation>图片显示什么，用于读提示词的模型。后续节点用同一个。</translation>
    </message>
    <message>
        <source>The training step to walk to, of 1000: deep enough for what shall change to be undecided again. 300 for colours, 500 to 600 for shapes.</source>
        <translation>走到第几个训练步（共 1000）：要深到使应改变之处重新未定。颜色为 300，形状为 500 到 600。</translation>
    </message>
    <message>
        <source>How many levels to walk through. More steps lead back more exactly.</source>
        <translation>走过多少级。步数越多，返回越精确。</translation>
    </message>
    <message>
        <source>told</source>
        <translation>告知</translation>
    </message>
    <message>
        <source>Which noise level the model is told in each step: where it starts, as in DiffusionCLIP, or where it leads, as in diffusers.</source>
        <translation>每步告诉模型哪个噪声水平：起点的（如 DiffusionCLIP），或终点的（如 diffusers）。</translation>
    </message>
    <message>
        <source>The pictures with their noise.</source>
        <translation>图片及其噪声。</translation>
    </message>
    <message>
        <source>Load Edit</source>
        <translation>载入编辑</translation>
    </message>
    <message>
        <source>Loads a learnt edit: the weights of a fine-tuned denoising network, on their own or in its unet/ folder.</source>
        <translation>载入学得的编辑：微调过的去噪网络的权重，单独存放或位于其 unet/ 文件夹中。</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>A .safetensors file that a Save Edit node wrote, or a folder with a network&apos;s weights, in a model folder. It has to be of the same kind as the model that it is applied to.</source>
        <translation>“保存编辑”节点写出的 .safetensors 文件，或含网络权重的文件夹，位于模型文件夹中。必须与所应用的模型同类。</translation>
    </message>
    <message>
        <source>The edit, for an Apply Edit node.</source>
        <translation>供“应用编辑”节点使用的编辑。</translation>
    </message>
    <message>
        <source>Save Edit</source>
        <translation>保存编辑</translation>
    </message>
    <message>
        <source>Writes a learnt edit to a .safetensors file: the whole denoising network in float16, under the names of the diffusers layout.</source>
        <translation>把学得的编辑写入 .safetensors 文件：整个去噪网络，float16，名称按 diffusers 布局。</translation>
    </message>
    <message>
        <source>What was learnt.</source>
        <translation>学到的内容。</translation>
    </message>
    <message>
        <source>Name of the file. Where it exists already a number is added, or with `noiseloom run --overwrite` it is replaced.</source>
        <translation>文件名。已存在时会加上编号，用 `noiseloom run --overwrite` 则会替换。</translation>
    </message>
    <message>
        <source>Tune Noise</source>
        <translation>微调噪声</translation>
    </message>
    <message>
        <source>Changes the noise of inverted pictures, and not the model, until what is drawn from it changed as a text changes. For one picture; nothing is learnt for others.</source>
        <translation>改变反演图片的噪声而不是模型，直到由它画出的图片随文本的改变而改变。只针对一张图片；不会学到对其他图片有用的东西。</translation>
    </message>
    <message>
        <source>Steps of the walk to the picture that is judged.</source>
        <translation>走到所评判的图片的步数。</translation>
    </message>
    <message>
        <source>How often to change the noise of each picture.</source>
        <translation>每张图片的噪声改变几次。</translation>
    </message>
    <message>
        <source>How far each time.</source>
        <translation>每次多远。</translation>
    </message>
    <message>
        <source>The pictures with their new noise.</source>
        <translation>图片及其新噪声。</translation>
    </message>
    <message>
        <source>Adaptive Projected Guidance</source>
        <translation>自适应投影引导（APG）</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>引导</translation>
    </message>
    <message>
        <source>Classifier-free guidance without the part of its push that only makes the prediction stronger, which is what burns at high scales (arXiv 2410.02416).</source>
        <translation>去掉推力中只会使预测变强的那部分的无分类器引导；高强度下的过曝正由那部分造成（arXiv 2410.02416）。</translation>
    </message>
    <message>
        <source>The model to steer.</source>
        <translation>要引导的模型。</translation>
    </message>
    <message>
        <source>positive</source>
        <translation>正面</translation>
    </message>
    <message>
        <source>What to move towards.</source>
        <translation>要移向什么。</translation>
    </message>
    <message>
        <source>negative</source>
        <translation>负面</translation>
    </message>
    <message>
        <source>What to move away from: the encoding of the empty text, or of a negative prompt.</source>
        <translation>要远离什么：空文本的编码，或负面提示词的编码。</translation>
    </message>
    <message>
        <source>s in c + (s - 1)d. 1 is the prompt alone. May change over the steps.</source>
        <translation>c + (s - 1)d 中的 s。1 即仅提示词。可随步变化。</translation>
    </message>
    <message>
        <source>parallel</source>
        <translation>平行</translation>
    </message>
    <message>
        <source>How much of the push along the prediction itself stays (η); 1: all, as without APG.</source>
        <translation>沿预测自身方向的推力保留多少（η）；1：全部，等于不用 APG。</translation>
    </message>
    <message>
        <source>longest</source>
        <translation>最长</translation>
    </message>
    <message>
        <source>Longest push d of a picture (r); 0: any. Latents of other sizes want other lengths.</source>
        <translation>一张图片的最大推力 d（r）；0：不限。潜变量大小不同，适宜的长度也不同。</translation>
    </message>
    <message>
        <source>momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>How much of the last step&apos;s push is added (β). Below 0 it is taken away, which looks forward; 0: none.</source>
        <translation>上一步的推力加上多少（β）。小于 0 则减去，等于向前看；0：无。</translation>
    </message>
    <message>
        <source>guider</source>
        <translation>引导器</translation>
    </message>
    <message>
        <source>The guided prediction.</source>
        <translation>有引导的预测。</translation>
    </message>
    <message>
        <source>Autoguidance</source>
        <translation>自引导</translation>
    </message>
    <message>
        <source>Pushes a prediction away from a worse one of the same picture: of a smaller or less trained model. Better pictures without less diversity (arXiv 2406.02507).</source>
        <translation>把预测推离同一图片的较差预测：来自更小或训练较少的模型。图片更好而多样性不减（arXiv 2406.02507）。</translation>
    </message>
    <message>
        <source>good</source>
        <translation>好模型</translation>
    </message>
    <message>
        <source>The prediction to improve.</source>
        <translation>要改善的预测。</translation>
    </message>
    <message>
        <source>bad</source>
        <translation>差模型</translation>
    </message>
    <message>
        <source>A worse one, for the same prompt: its mistakes are the good one&apos;s, enlarged. Of the same latent space.</source>
        <translation>较差的模型，提示词相同：它的错误是好模型错误的放大。潜空间须相同。</translation>
    </message>
    <message>
        <source>s in bad + s(good - bad). 1 is the good one alone. May change over the steps.</source>
        <translation>bad + s(good - bad) 中的 s。1 即只用好模型。可随步变化。</translation>
    </message>
    <message>
        <source>Classifier-Free Guidance</source>
        <translation>无分类器引导（CFG）</translation>
    </message>
    <message>
        <source>Pushes the prediction away from what the model draws without the prompt, towards the prompt.</source>
        <translation>把预测推离模型在没有提示词时所画的内容，推向提示词。</translation>
    </message>
    <message>
        <source>s in u + s(c - u). 1 is the prompt alone and halves the work, 0 no prompt; the paper&apos;s w is s - 1. May change over the steps.</source>
        <translation>u + s(c - u) 中的 s。1 即仅提示词，工作量减半，0 即无提示词；论文的 w 为 s - 1。可随步变化。</translation>
    </message>
    <message>
        <source>CFG++</source>
        <translation>CFG++</translation>
    </message>
    <message>
        <source>Each step goes to the guided estimate but takes the noise of the unguided one along (arXiv 2406.08070). Colours burn less, and pictures can be inverted again.</source>
        <translation>每一步走向有引导的估计，但沿用无引导估计的噪声（arXiv 2406.08070）。颜色不易过曝，图片也可再次反演。</translation>
    </message>
    <message>
        <source>Classifier-free guidance; its scale is now a small number: 0.6 to 1 do what 7 to 12 do without CFG++.</source>
        <translation>无分类器引导；此时强度是较小的数：0.6 到 1 相当于不用 CFG++ 时的 7 到 12。</translation>
    </message>
    <message>
        <source>For the samplers DDIM, Euler and Euler a.</source>
        <translation>用于采样器 DDIM、Euler 和 Euler a。</translation>
    </message>
    <message>
        <source>CFG-Zero*</source>
        <translation>CFG-Zero*</translation>
    </message>
    <message>
        <source>Classifier-free guidance that first fits the prediction without the prompt to the one with it, by one factor a picture (arXiv 2503.18886).</source>
        <translation>先以每张图片一个系数，把无提示词的预测拟合到有提示词的预测，再做无分类器引导（arXiv 2503.18886）。</translation>
    </message>
    <message>
        <source>s in z·u + s(c - z·u). 1 is the prompt alone. May change over the steps.</source>
        <translation>z·u + s(c - z·u) 中的 s。1 即仅提示词。可随步变化。</translation>
    </message>
    <message>
        <source>Classifier Guidance</source>
        <translation>分类器引导</translation>
    </message>
    <message>
        <source>Moves each step along the gradient of a classifier that sees through noise: towards what it takes for the class (arXiv 2105.05233). On top of any other guidance.</source>
        <translation>每一步都沿能看透噪声的分类器的梯度移动：移向它所认为的该类别（arXiv 2105.05233）。可叠加在任何引导之上。</translation>
    </message>
    <message>
        <source>What to guide: the prompt alone, classifier-free guidance, another classifier.</source>
        <translation>要引导什么：仅提示词、无分类器引导、另一个分类器。</translation>
    </message>
    <message>
        <source>classifier</source>
        <translation>分类器</translation>
    </message>
    <message>
        <source>A classifier of what the model draws: of its latents, or of pixels, in the same size.</source>
        <translation>针对模型所画之物（其潜变量或像素）的分类器，尺寸相同。</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>What it shall see: &quot;cat&quot;; of a classifier with several questions also &quot;kind: cat, colour: red&quot;. A number where it names no classes.</source>
        <translation>它应看到什么：“cat”；分类器有多个问题时也可写“kind: cat, colour: red”。没有类别名称时写编号。</translation>
    </message>
    <message>
        <source>How strongly. About 10 for a model that knows no classes, 0.5 to 4 on top of one that does; below 0 away from the class. 0 saves the work. May change over the steps.</source>
        <translation>强度。不认识类别的模型约为 10，叠加在认识类别的模型上为 0.5 到 4；小于 0 则远离该类别。0 可省去计算。可随步变化。</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Of the class&apos;s log-probability, or of its logit alone, which does not push other classes away.</source>
        <translation>取类别的对数概率，或只取其 logit，后者不会推离其他类别。</translation>
    </message>
    <message>
        <source>Longest gradient of a picture; 0: any.</source>
        <translation>一张图片的最大梯度；0：不限。</translation>
    </message>
    <message>
        <source>The guided prediction. With DDPM the mean is shifted (Algorithm 1), with other samplers the noise (Algorithm 2).</source>
        <translation>有引导的预测。用 DDPM 时移动均值（算法 1），用其他采样器时移动噪声（算法 2）。</translation>
    </message>
    <message>
        <source>CLIP Guidance</source>
        <translation>CLIP 引导</translation>
    </message>
    <message>
        <source>Looks with CLIP at what each step expects the picture to become, and moves it towards a text or a picture. On top of any other guidance, or of none.</source>
        <translation>用 CLIP 查看每一步所预期的图片，并把它移向某段文本或某张图片。可叠加在任何引导之上，也可单独使用。</translation>
    </message>
    <message>
        <source>What to guide: the prompt alone, no prompt, classifier-free guidance.</source>
        <translation>要引导什么：仅提示词、无提示词、无分类器引导。</translation>
    </message>
    <message>
        <source>The judge.</source>
        <translation>裁判。</translation>
    </message>
    <message>
        <source>Decodes what the model draws, where that are latents; a small preview decoder is enough and faster.</source>
        <translation>当模型画的是潜变量时对其解码；小型预览解码器就够用，而且更快。</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>TEXT:WEIGHT, several separated by |. A negative weight drives away.</source>
        <translation>“文本:权重”，多个以 | 分隔。负权重表示远离。</translation>
    </message>
    <message>
        <source>like</source>
        <translation>参考图</translation>
    </message>
    <message>
        <source>Pictures to become similar to, in what they show.</source>
        <translation>内容上要与之相似的图片。</translation>
    </message>
    <message>
        <source>like weight</source>
        <translation>参考图权重</translation>
    </message>
    <message>
        <source>Their weight beside the texts.</source>
        <translation>它们与文本相比的权重。</translation>
    </message>
    <message>
        <source>How strongly: about 100 for latents, 500 to 5000 for pixels of 256. 0 saves the work. May change over the steps.</source>
        <translation>强度：潜变量约为 100，256 像素图片为 500 到 5000。0 可省去计算。可随步变化。</translation>
    </message>
    <message>
        <source>The way of the gradient: as if the model said the same for any picture (fast), through the model too (better; slow, much memory), or of the estimate blended with the noisy picture.</source>
        <translation>梯度怎么求：视模型对任何图片都说同样的话（快），也穿过模型（更好；慢，占内存多），或针对与带噪图片混合的估计。</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>The squared angle, or 1 - cos, which pulls less when it is nearly right.</source>
        <translation>角度的平方，或 1 - cos；后者在接近正确时拉力较小。</translation>
    </message>
    <message>
        <source>cutouts</source>
        <translation>裁块</translation>
    </message>
    <message>
        <source>What CLIP is shown; 16 squares of random size, augmented, if nothing is wired.</source>
        <translation>给 CLIP 看什么；未连线时为 16 个大小随机、经过增强的方块。</translation>
    </message>
    <message>
        <source>smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Weight against differences between neighbouring pixels (total variation).</source>
        <translation>相邻像素之间差异的惩罚权重（全变差）。</translation>
    </message>
    <message>
        <source>range</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Weight against values outside of what a picture can show.</source>
        <translation>超出图片可显示范围的值的惩罚权重。</translation>
    </message>
    <message>
        <source>backward steps</source>
        <translation>反向步数</translation>
    </message>
    <message>
        <source>Universal guidance&apos;s backward step (arXiv 2302.07121): beside the shift by &apos;scale&apos;, so many steps of gradient descent change the expected picture itself until CLIP is pleased. Insists where one gradient is too weak; with &apos;Recurrence&apos; of the sampler the model makes a picture of it again. 0: none.</source>
        <translation>通用引导的反向步（arXiv 2302.07121）：除了按“强度”移动之外，用这么多步梯度下降改变所预期的图片本身，直到 CLIP 满意。在单次梯度太弱处坚持到底；配合采样器的“重复步”，模型会再把它变成图片。0：无。</translation>
    </message>
    <message>
        <source>backward rate</source>
        <translation>反向学习率</translation>
    </message>
    <message>
        <source>How far each of these steps goes, in gradients.</source>
        <translation>这些步每步走多远，以梯度为单位。</translation>
    </message>
    <message>
        <source>Of everything random in the cutouts.</source>
        <translation>裁块中一切随机因素的种子。</translation>
    </message>
    <message>
        <source>Prompt Only</source>
        <translation>仅提示词</translation>
    </message>
    <message>
        <source>What the model draws for the prompt, without guidance: classifier-free guidance at scale 1.</source>
        <translation>模型对提示词所画的内容，无引导：即强度为 1 的无分类器引导。</translation>
    </message>
    <message>
        <source>What to draw; of several parts (a AND b) the mean by their weights.</source>
        <translation>画什么；有多个部分（a AND b）时取按权重的平均。</translation>
    </message>
    <message>
        <source>The prediction for the prompt.</source>
        <translation>对提示词的预测。</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>区间</translation>
    </message>
    <message>
        <source>Guides only during a part of the steps. Guidance at high noise costs variety, at low noise it costs time and gives little (arXiv 2404.07724).</source>
        <translation>仅在部分步骤中引导。高噪声时的引导牺牲多样性，低噪声时的引导费时而收效甚微（arXiv 2404.07724）。</translation>
    </message>
    <message>
        <source>Used inside the interval.</source>
        <translation>用于区间内。</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>外部</translation>
    </message>
    <message>
        <source>Used elsewhere; the plain prompt if it is not connected.</source>
        <translation>用于其他地方；未连接时用仅提示词。</translation>
    </message>
    <message>
        <source>start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>First part of the steps that is guided, 0 is the noise.</source>
        <translation>从哪一部分步骤起施加引导，0 为噪声。</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>终止</translation>
    </message>
    <message>
        <source>Where guidance ends, 1 is the picture.</source>
        <translation>引导在何处结束，1 为图片。</translation>
    </message>
    <message>
        <source>sigma low</source>
        <translation>σ 下限</translation>
    </message>
    <message>
        <source>Guides only at noise levels above this.</source>
        <translation>仅在高于此值的噪声水平上引导。</translation>
    </message>
    <message>
        <source>sigma high</source>
        <translation>σ 上限</translation>
    </message>
    <message>
        <source>Guides only at noise levels up to this.</source>
        <translation>仅在不高于此值的噪声水平上引导。</translation>
    </message>
    <message>
        <source>Guided inside, unguided outside. Calls that are not needed are not made.</source>
        <translation>区间内有引导，区间外无引导。不需要的调用不会进行。</translation>
    </message>
    <message>
        <source>Perturbed-Attention Guidance</source>
        <translation>扰动注意力引导（PAG）</translation>
    </message>
    <message>
        <source>Pushes the prediction away from what the model draws when positions of the picture cannot look at each other: towards parts that fit together (PAG, arXiv 2403.17377). On top of any other guidance, and of none: it needs no prompt.</source>
        <translation>把预测推离当图片各位置无法互相关注时模型所画的内容：使各部分彼此相合（PAG，arXiv 2403.17377）。可叠加在任何引导之上，也可单独使用：它不需要提示词。</translation>
    </message>
    <message>
        <source>What to guide: classifier-free guidance, the prompt alone, a class, nothing.</source>
        <translation>要引导什么：无分类器引导、仅提示词、类别、无。</translation>
    </message>
    <message>
        <source>s in + s(c - c&apos;): c is the prediction for the prompt, c&apos; the same with attention maps that are the identity. Beside classifier-free guidance 2 to 4, and its own scale lower. 0 saves the work. May change over the steps.</source>
        <translation>in + s(c - c&apos;) 中的 s：c 是对提示词的预测，c&apos; 是注意力图为单位阵时的同一预测。与无分类器引导合用时为 2 到 4，并降低后者的强度。0 可省去计算。可随步变化。</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Whose self-attention is spoilt: &quot;mid&quot;, &quot;down.2&quot;, &quot;up.1.0&quot; (as diffusers counts) or &quot;output.3&quot; (as ComfyUI does), several with commas. The middle decides on the whole picture; more layers spoil more, and burn sooner.</source>
        <translation>破坏谁的自注意力：“mid”、“down.2”、“up.1.0”（按 diffusers 编号）或“output.3”（按 ComfyUI 编号），多个以逗号分隔。中间层决定整张图片；层越多破坏越大，也越早过曝。</translation>
    </message>
    <message>
        <source>The guided prediction. It costs one prediction more, made together with the others.</source>
        <translation>有引导的预测。多花一次预测，与其他预测一起进行。</translation>
    </message>
    <message>
        <source>Perpendicular Negative</source>
        <translation>垂直负面提示</translation>
    </message>
    <message>
        <source>A negative prompt that never takes back what the prompt asks for: only what it has of its own counts (arXiv 2304.04968). Three predictions a step.</source>
        <translation>绝不抵消提示词所求的负面提示词：只有它自身独有的部分起作用（arXiv 2304.04968）。每步三次预测。</translation>
    </message>
    <message>
        <source>What to move away from.</source>
        <translation>要远离什么。</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>The encoding of the empty text, from which both are counted.</source>
        <translation>空文本的编码，二者都从它算起。</translation>
    </message>
    <message>
        <source>s in u + s(p - κ·n). May change over the steps.</source>
        <translation>u + s(p - κ·n) 中的 s。可随步变化。</translation>
    </message>
    <message>
        <source>strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>κ: how strongly the negative counts beside the prompt.</source>
        <translation>κ：负面提示词相对于提示词的强度。</translation>
    </message>
    <message>
        <source>Regional Guidance</source>
        <translation>分区引导</translation>
    </message>
    <message>
        <source>Guides parts of the picture by prompts of their own: where masks overlap, their guidance is averaged by weight.</source>
        <translation>用各自的提示词引导图片的各部分：蒙版重叠处，引导按权重平均。</translation>
    </message>
    <message>
        <source>Of the whole picture.</source>
        <translation>整张图片的。</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Its weight; 0 leaves it to the places that no region covers.</source>
        <translation>它的权重；0 则只留给没有任何分区覆盖的地方。</translation>
    </message>
    <message>
        <source>guider 1</source>
        <translation>引导器 1</translation>
    </message>
    <message>
        <source>Of region 1.</source>
        <translation>分区 1 的。</translation>
    </message>
    <message>
        <source>mask 1</source>
        <translation>蒙版 1</translation>
    </message>
    <message>
        <source>mask</source>
        <translation>蒙版</translation>
    </message>
    <message>
        <source>Where it counts (1). Any size; soft edges blend.</source>
        <translation>它起作用之处（1）。大小不限；柔和的边缘会混合。</translation>
    </message>
    <message>
        <source>weight 1</source>
        <translation>权重 1</translation>
    </message>
    <message>
        <source>Its weight beside the others; 0 saves its calls.</source>
        <translation>它与其他各项相比的权重；0 可省去其调用。</translation>
    </message>
    <message>
        <source>guider 2</source>
        <translation>引导器 2</translation>
    </message>
    <message>
        <source>Of region 2.</source>
        <translation>分区 2 的。</translation>
    </message>
    <message>
        <source>mask 2</source>
        <translation>蒙版 2</translation>
    </message>
    <message>
        <source>weight 2</source>
        <translation>权重 2</translation>
    </message>
    <message>
        <source>guider 3</source>
        <translation>引导器 3</translation>
    </message>
    <message>
        <source>Of region 3.</source>
        <translation>分区 3 的。</translation>
    </message>
    <message>
        <source>mask 3</source>
        <translation>蒙版 3</translation>
    </message>
    <message>
        <source>weight 3</source>
        <translation>权重 3</translation>
    </message>
    <message>
        <source>The guidance of all.</source>
        <translation>所有引导之和。</translation>
    </message>
    <message>
        <source>Rescale</source>
        <translation>重新缩放</translation>
    </message>
    <message>
        <source>Gives the guided prediction the contrast of the unguided one, against burnt colours at high scales (arXiv 2305.08891, section 3.4).</source>
        <translation>使有引导的预测具有无引导预测的对比度，防止高强度下颜色过曝（arXiv 2305.08891，3.4 节）。</translation>
    </message>
    <message>
        <source>The guidance to tame.</source>
        <translation>要驯服的引导。</translation>
    </message>
    <message>
        <source>amount</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>0 leaves it as it is, 1 matches the contrast fully.</source>
        <translation>0 保持原样，1 完全匹配对比度。</translation>
    </message>
    <message>
        <source>The rescaled guidance.</source>
        <translation>重缩放后的引导。</translation>
    </message>
    <message>
        <source>Self-Attention Guidance</source>
        <translation>自注意力引导（SAG）</translation>
    </message>
    <message>
        <source>Blurs the estimate where the model itself looks, asks the model again, and pushes away from what it makes of that: towards details where they matter (SAG, arXiv 2210.00939). On top of any other guidance.</source>
        <translation>把模型自己关注之处的估计模糊，再次询问模型，并推离它由此所得：在要紧处得到更多细节（SAG，arXiv 2210.00939）。可叠加在任何引导之上。</translation>
    </message>
    <message>
        <source>seen</source>
        <translation>参照引导器</translation>
    </message>
    <message>
        <source>Whose estimate is blurred, and whose attention says where: beside classifier-free guidance Prompt Only for its negative, which is then computed once for both. The plain prompt of &apos;guider&apos; if it is not connected.</source>
        <translation>谁的估计被模糊，以及谁的注意力指示位置：与无分类器引导合用时，为其负面的“仅提示词”，这样二者只需计算一次。未连接时用“引导器”的仅提示词。</translation>
    </message>
    <message>
        <source>How strongly: 0.5 to 1. 0 saves the work. May change over the steps.</source>
        <translation>强度：0.5 到 1。0 可省去计算。可随步变化。</translation>
    </message>
    <message>
        <source>blur</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>How far the estimate is blurred (σ), in pixels of what the model draws.</source>
        <translation>估计被模糊的程度（σ），以模型所画的像素计。</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Blurred is where positions of the middle layer are listened to more than this; 1 is the mean of all. 0 blurs everything.</source>
        <translation>中间层中受关注程度高于此值的位置会被模糊；1 为全体平均。0 则全部模糊。</translation>
    </message>
    <message>
        <source>The guided prediction. It costs one prediction more, made after the others.</source>
        <translation>有引导的预测。多花一次预测，在其他预测之后进行。</translation>
    </message>
    <message>
        <source>Smoothed Energy Guidance</source>
        <translation>平滑能量引导（SEG）</translation>
    </message>
    <message>
        <source>Pushes the prediction away from what the model draws when neighbouring positions ask their self-attention alike (SEG, arXiv 2408.00760). As Perturbed-Attention Guidance, but how much is spoilt can be chosen, and less of it changes colours less. On top of any other guidance, and of none.</source>
        <translation>把预测推离当相邻位置的自注意力查询相似时模型所画的内容（SEG，arXiv 2408.00760）。与扰动注意力引导类似，但破坏的程度可选，破坏得少则颜色改变也少。可叠加在任何引导之上，也可单独使用。</translation>
    </message>
    <message>
        <source>s in + s(c - c&apos;): c is the prediction for the prompt, c&apos; the same with blurred queries. 0 saves the work. May change over the steps.</source>
        <translation>in + s(c - c&apos;) 中的 s：c 是对提示词的预测，c&apos; 是查询被模糊时的同一预测。0 可省去计算。可随步变化。</translation>
    </message>
    <message>
        <source>How far queries are blurred (σ), in positions of the layer: 0 changes nothing, from about the side of the layer on all positions ask nearly the same, above 9999 exactly.</source>
        <translation>查询被模糊的程度（σ），以该层的位置计：0 不改变，从大约该层边长起所有位置的查询几乎相同，超过 9999 则完全相同。</translation>
    </message>
    <message>
        <source>Whose queries: &quot;mid&quot;, &quot;down.2&quot;, &quot;up.1.0&quot; (as diffusers counts) or &quot;output.3&quot; (as ComfyUI does), several with commas.</source>
        <translation>谁的查询：“mid”、“down.2”、“up.1.0”（按 diffusers 编号）或“output.3”（按 ComfyUI 编号），多个以逗号分隔。</translation>
    </message>
    <message>
        <source>Sum of Guidance</source>
        <translation>引导之和</translation>
    </message>
    <message>
        <source>Adds what several guidances push towards: a AND b, a NOT b (negative weight), a prompt with a second one on top.</source>
        <translation>把多个引导的推力相加：a 与 b、a 非 b（负权重）、在一个提示词之上再加一个。</translation>
    </message>
    <message>
        <source>a</source>
        <translation>a</translation>
    </message>
    <message>
        <source>The first; the sum starts from its unguided estimate.</source>
        <translation>第一个；总和从其无引导的估计开始。</translation>
    </message>
    <message>
        <source>weight a</source>
        <translation>权重 a</translation>
    </message>
    <message>
        <source>Weight of a; 0 leaves it out.</source>
        <translation>a 的权重；0 则不计入。</translation>
    </message>
    <message>
        <source>b</source>
        <translation>b</translation>
    </message>
    <message>
        <source>weight b</source>
        <translation>权重 b</translation>
    </message>
    <message>
        <source>Weight of b; 0 leaves it out.</source>
        <translation>b 的权重；0 则不计入。</translation>
    </message>
    <message>
        <source>c</source>
        <translation>c</translation>
    </message>
    <message>
        <source>weight c</source>
        <translation>权重 c</translation>
    </message>
    <message>
        <source>Weight of c; 0 leaves it out.</source>
        <translation>c 的权重；0 则不计入。</translation>
    </message>
    <message>
        <source>d</source>
        <translation>d</translation>
    </message>
    <message>
        <source>weight d</source>
        <translation>权重 d</translation>
    </message>
    <message>
        <source>Weight of d; 0 leaves it out.</source>
        <translation>d 的权重；0 则不计入。</translation>
    </message>
    <message>
        <source>base of a + the weighted pushes of all.</source>
        <translation>a 的基准 + 各项的加权推力。</translation>
    </message>
    <message>
        <source>Switch Guidance</source>
        <translation>切换引导</translation>
    </message>
    <message>
        <source>Passes on one of two inputs; the other is not computed.</source>
        <translation>传递两个输入之一；另一个不会计算。</translation>
    </message>
    <message>
        <source>second</source>
        <translation>第二个</translation>
    </message>
    <message>
        <source>switch</source>
        <translation>开关</translation>
    </message>
    <message>
        <source>Off: the first input. On: the second.</source>
        <translation>关：第一个输入。开：第二个。</translation>
    </message>
    <message>
        <source>first</source>
        <translation>第一个</translation>
    </message>
    <message>
        <source>Passed on while the switch is off.</source>
        <translation>开关关闭时传递它。</translation>
    </message>
    <message>
        <source>Passed on while the switch is on.</source>
        <translation>开关打开时传递它。</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>The input that was chosen.</source>
        <translation>所选的输入。</translation>
    </message>
    <message>
        <source>Dynamic Threshold</source>
        <translation>动态阈值</translation>
    </message>
    <message>
        <source>Keeps the range that a lower guidance scale would have, so that high scales do not burn. For latents; pixel models have &apos;clip&apos; of the sampler.</source>
        <translation>保持较低引导强度时的数值范围，使高强度不致过曝。用于潜变量；像素模型可用采样器的“clip”。</translation>
    </message>
    <message>
        <source>mimic</source>
        <translation>模仿</translation>
    </message>
    <message>
        <source>The scale whose range is kept.</source>
        <translation>保持其数值范围的强度。</translation>
    </message>
    <message>
        <source>quantile</source>
        <translation>分位数</translation>
    </message>
    <message>
        <source>The part of the values that may reach the limit; 1: none is cut, all shrink alike.</source>
        <translation>可以达到上限的数值比例；1：不截断，全部同比收缩。</translation>
    </message>
    <message>
        <source>The tamed guidance.</source>
        <translation>驯服后的引导。</translation>
    </message>
    <message>
        <source>Composite</source>
        <translation>合成</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Lays a picture over another where a mask says so; the rest stays as it was, bit for bit.</source>
        <translation>在蒙版所示之处把一张图片叠到另一张上；其余部分逐比特保持不变。</translation>
    </message>
    <message>
        <source>base</source>
        <translation>基准</translation>
    </message>
    <message>
        <source>The picture below; the first of a batch.</source>
        <translation>下层图片；一批中的第一张。</translation>
    </message>
    <message>
        <source>over</source>
        <translation>叠加图</translation>
    </message>
    <message>
        <source>The pictures on top, of the same size.</source>
        <translation>上层图片，大小相同。</translation>
    </message>
    <message>
        <source>1: the picture on top, 0: the one below. Scaled to the pictures where its sides have their ratio.</source>
        <translation>1 取上层图片，0 取下层。长宽比一致时会缩放到图片大小。</translation>
    </message>
    <message>
        <source>feather</source>
        <translation>羽化</translation>
    </message>
    <message>
        <source>Softness of the mask&apos;s edge.</source>
        <translation>蒙版边缘的柔和程度。</translation>
    </message>
    <message>
        <source>The composed pictures.</source>
        <translation>合成后的图片。</translation>
    </message>
    <message>
        <source>Image Grid</source>
        <translation>图像网格</translation>
    </message>
    <message>
        <source>Lays pictures out side by side, for comparing.</source>
        <translation>把图片并排摆放，便于比较。</translation>
    </message>
    <message>
        <source>image 1</source>
        <translation>图像 1</translation>
    </message>
    <message>
        <source>The first picture, or a whole batch.</source>
        <translation>第一张图片，或整批图片。</translation>
    </message>
    <message>
        <source>image 2</source>
        <translation>图像 2</translation>
    </message>
    <message>
        <source>image 3</source>
        <translation>图像 3</translation>
    </message>
    <message>
        <source>image 4</source>
        <translation>图像 4</translation>
    </message>
    <message>
        <source>image 5</source>
        <translation>图像 5</translation>
    </message>
    <message>
        <source>image 6</source>
        <translation>图像 6</translation>
    </message>
    <message>
        <source>image 7</source>
        <translation>图像 7</translation>
    </message>
    <message>
        <source>image 8</source>
        <translation>图像 8</translation>
    </message>
    <message>
        <source>image 9</source>
        <translation>图像 9</translation>
    </message>
    <message>
        <source>columns</source>
        <translation>列数</translation>
    </message>
    <message>
        <source>Pictures in a row; 0: about as many as rows.</source>
        <translation>一行几张图片；0：与行数大致相同。</translation>
    </message>
    <message>
        <source>gap</source>
        <translation>间距</translation>
    </message>
    <message>
        <source>Space between them.</source>
        <translation>彼此的间隔。</translation>
    </message>
    <message>
        <source>One picture of all.</source>
        <translation>由所有图片拼成的一张图。</translation>
    </message>
    <message>
        <source>Load Image</source>
        <translation>载入图像</translation>
    </message>
    <message>
        <source>The picture, by name beside the workflow.</source>
        <translation>图片，以名称指定，位于工作流旁。</translation>
    </message>
    <message>
        <source>The picture, without alpha, sRGB-encoded.</source>
        <translation>图片，不含透明通道，sRGB 编码。</translation>
    </message>
    <message>
        <source>Pick Image</source>
        <translation>选取图像</translation>
    </message>
    <message>
        <source>Takes one picture out of a batch.</source>
        <translation>从一批图片中取出一张。</translation>
    </message>
    <message>
        <source>The batch.</source>
        <translation>这一批图片。</translation>
    </message>
    <message>
        <source>index</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Which one; the first is 0.</source>
        <translation>哪一个；第一个为 0。</translation>
    </message>
    <message>
        <source>That picture.</source>
        <translation>那张图片。</translation>
    </message>
    <message>
        <source>Resize Image</source>
        <translation>缩放图像</translation>
    </message>
    <message>
        <source>Makes pictures larger or smaller.</source>
        <translation>放大或缩小图片。</translation>
    </message>
    <message>
        <source>width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>New width.</source>
        <translation>新宽度。</translation>
    </message>
    <message>
        <source>height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>New height.</source>
        <translation>新高度。</translation>
    </message>
    <message>
        <source>filter</source>
        <translation>滤波</translation>
    </message>
    <message>
        <source>How pixels between pixels are made.</source>
        <translation>像素之间的像素如何得出。</translation>
    </message>
    <message>
        <source>The resized pictures.</source>
        <translation>缩放后的图片。</translation>
    </message>
    <message>
        <source>Save Image</source>
        <translation>保存图像</translation>
    </message>
    <message>
        <source>Writes pictures to files: PNG, JPEG, WebP, TIFF or EXR, by the name&apos;s ending.</source>
        <translation>把图片写入文件：PNG、JPEG、WebP、TIFF 或 EXR，由文件名的扩展名决定。</translation>
    </message>
    <message>
        <source>Bits per channel; automatic: 8, and 16 for EXR.</source>
        <translation>每通道的比特数；自动：8，EXR 为 16。</translation>
    </message>
    <message>
        <source>quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Of JPEG and WebP; 100 makes WebP lossless.</source>
        <translation>用于 JPEG 和 WebP；100 使 WebP 无损。</translation>
    </message>
    <message>
        <source>embed</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Put the workflow and its settings into the file, so that it opens as its workflow.</source>
        <translation>把工作流及其设置写入文件，使文件可以作为工作流打开。</translation>
    </message>
    <message>
        <source>Scene</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>A captioned picture of the procedural data set: flat shapes in front of a background, as training sees them.</source>
        <translation>程序生成的数据集中带说明文字的图片：背景前的平面形状，与训练时所见相同。</translation>
    </message>
    <message>
        <source>Which scene. With every choice at any, seeds give the scenes that training sees.</source>
        <translation>哪个场景。每项都选“任意”时，种子给出训练所见的场景。</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>What is shown. Where this or one of the next four is chosen, it stands alone.</source>
        <translation>显示什么。选中此项或其后四项之一时，它单独出现。</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Its colour.</source>
        <translation>它的颜色。</translation>
    </message>
    <message>
        <source>pattern</source>
        <translation>图案</translation>
    </message>
    <message>
        <source>What is on it.</source>
        <translation>上面有什么。</translation>
    </message>
    <message>
        <source>object size</source>
        <translation>物体大小</translation>
    </message>
    <message>
        <source>How large it is. Large objects lie in the centre.</source>
        <translation>它有多大。大的物体位于中央。</translation>
    </message>
    <message>
        <source>position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Where it lies.</source>
        <translation>它的位置。</translation>
    </message>
    <message>
        <source>background</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>What is behind it.</source>
        <translation>它后面是什么。</translation>
    </message>
    <message>
        <source>count</source>
        <translation>数目</translation>
    </message>
    <message>
        <source>How many scenes, of this seed and those that follow it: a set to compare a model&apos;s pictures with.</source>
        <translation>多少个场景，从此种子及其后的种子得来：用来与模型的图片比较的集合。</translation>
    </message>
    <message>
        <source>The picture, or all of them.</source>
        <translation>那张图片，或全部图片。</translation>
    </message>
    <message>
        <source>caption</source>
        <translation>说明文字</translation>
    </message>
    <message>
        <source>A caption of the first as in training: some attributes are left out, words vary with the seed.</source>
        <translation>第一张的说明文字，如训练时那样：略去部分属性，措辞随种子变化。</translation>
    </message>
    <message>
        <source>The full caption of the first: every attribute, always in the same words.</source>
        <translation>第一张的完整说明文字：列出每个属性，措辞始终相同。</translation>
    </message>
    <message>
        <source>Switch Image</source>
        <translation>切换图像</translation>
    </message>
    <message>
        <source>Decode Latent</source>
        <translation>解码潜变量</translation>
    </message>
    <message>
        <source>Latent</source>
        <translation>潜变量</translation>
    </message>
    <message>
        <source>Turns latents into pictures.</source>
        <translation>把潜变量变成图片。</translation>
    </message>
    <message>
        <source>The autoencoder of the model.</source>
        <translation>模型的自编码器。</translation>
    </message>
    <message>
        <source>What a sampler made.</source>
        <translation>采样器生成的内容。</translation>
    </message>
    <message>
        <source>Empty Latent</source>
        <translation>空潜变量</translation>
    </message>
    <message>
        <source>An empty canvas for a sampler: sets the size of the picture and how many are made at once.</source>
        <translation>供采样器使用的空画布：设定图片的大小以及一次生成多少张。</translation>
    </message>
    <message>
        <source>The model that will fill it.</source>
        <translation>将要填充它的模型。</translation>
    </message>
    <message>
        <source>Pictures made together; each has noise of its own.</source>
        <translation>一起生成的图片数；每张有自己的噪声。</translation>
    </message>
    <message>
        <source>The canvas.</source>
        <translation>画布。</translation>
    </message>
    <message>
        <source>Encode Image</source>
        <translation>编码图像</translation>
    </message>
    <message>
        <source>Turns pictures into latents, to start from them or to repaint a part.</source>
        <translation>把图片变成潜变量，用作起点或重绘其中一部分。</translation>
    </message>
    <message>
        <source>The pictures. Sides that the model cannot make are continued to the next size it can.</source>
        <translation>图片。模型做不到的边长会延伸到下一个可行的大小。</translation>
    </message>
    <message>
        <source>Where the sampler may repaint (1); elsewhere it keeps the picture. Scaled to the picture where its sides have the same ratio.</source>
        <translation>采样器可以重绘之处（1）；其他地方保留图片。长宽比相同时会缩放到图片大小。</translation>
    </message>
    <message>
        <source>sampled</source>
        <translation>采样得到</translation>
    </message>
    <message>
        <source>Draw from what the encoder allows (as diffusers does) instead of taking its middle.</source>
        <translation>在编码器允许的范围内抽样（如 diffusers），而不是取其中心。</translation>
    </message>
    <message>
        <source>Seed of that draw.</source>
        <translation>那次抽样的种子。</translation>
    </message>
    <message>
        <source>The pictures as latents.</source>
        <translation>作为潜变量的图片。</translation>
    </message>
    <message>
        <source>Inpainting Model Input</source>
        <translation>修复模型输入</translation>
    </message>
    <message>
        <source>For models made for inpainting (9 input channels): tells them the mask and the picture around it.</source>
        <translation>用于专为修复而做的模型（9 个输入通道）：告诉它们蒙版以及周围的图片。</translation>
    </message>
    <message>
        <source>The prompt.</source>
        <translation>提示词。</translation>
    </message>
    <message>
        <source>The negative or empty prompt.</source>
        <translation>负面提示词或空提示词。</translation>
    </message>
    <message>
        <source>The picture; the first of a batch.</source>
        <translation>图片；一批中的第一张。</translation>
    </message>
    <message>
        <source>Where to repaint (1). Scaled to the picture where its sides have the same ratio.</source>
        <translation>要重绘之处（1）。长宽比相同时会缩放到图片大小。</translation>
    </message>
    <message>
        <source>The prompt with mask and picture.</source>
        <translation>带蒙版与图片的提示词。</translation>
    </message>
    <message>
        <source>The negative prompt with mask and picture.</source>
        <translation>带蒙版与图片的负面提示词。</translation>
    </message>
    <message>
        <source>The picture as latent, with the mask.</source>
        <translation>作为潜变量的图片，连同蒙版。</translation>
    </message>
    <message>
        <source>Switch Latent</source>
        <translation>切换潜变量</translation>
    </message>
    <message>
        <source>True Samples</source>
        <translation>真实样本</translation>
    </message>
    <message>
        <source>Draws from a known distribution itself, without diffusion: what a sampler&apos;s results are to be compared with.</source>
        <translation>不经扩散，直接从已知分布中抽样：用来与采样器的结果比较。</translation>
    </message>
    <message>
        <source>The distribution, of a mixture&apos;s node.</source>
        <translation>来自混合模型节点的分布。</translation>
    </message>
    <message>
        <source>canvas</source>
        <translation>画布</translation>
    </message>
    <message>
        <source>The canvas that would be sampled, for the number of samples and their shape.</source>
        <translation>会被采样的画布，用以确定样本的个数与形状。</translation>
    </message>
    <message>
        <source>Chooses the samples.</source>
        <translation>决定样本。</translation>
    </message>
    <message>
        <source>The samples.</source>
        <translation>样本。</translation>
    </message>
    <message>
        <source>Scale Latent</source>
        <translation>缩放潜变量</translation>
    </message>
    <message>
        <source>Makes latents larger (or smaller), for a second pass of the sampler that adds detail.</source>
        <translation>把潜变量放大（或缩小），供采样器第二遍增添细节。</translation>
    </message>
    <message>
        <source>The latents.</source>
        <translation>潜变量。</translation>
    </message>
    <message>
        <source>factor</source>
        <translation>倍数</translation>
    </message>
    <message>
        <source>How many times larger each side becomes.</source>
        <translation>每边变为多少倍。</translation>
    </message>
    <message>
        <source>How values between latent pixels are made.</source>
        <translation>潜变量像素之间的值如何得出。</translation>
    </message>
    <message>
        <source>The scaled latents.</source>
        <translation>缩放后的潜变量。</translation>
    </message>
    <message>
        <source>Feather Mask</source>
        <translation>羽化蒙版</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>蒙版</translation>
    </message>
    <message>
        <source>Softens the edge of a mask.</source>
        <translation>柔化蒙版的边缘。</translation>
    </message>
    <message>
        <source>The mask.</source>
        <translation>蒙版。</translation>
    </message>
    <message>
        <source>radius</source>
        <translation>半径</translation>
    </message>
    <message>
        <source>Width of the soft edge.</source>
        <translation>柔和边缘的宽度。</translation>
    </message>
    <message>
        <source>The softened mask.</source>
        <translation>柔化后的蒙版。</translation>
    </message>
    <message>
        <source>Image to Mask</source>
        <translation>图像转蒙版</translation>
    </message>
    <message>
        <source>Reads a mask from the brightness of a picture: white = repaint.</source>
        <translation>由图片的亮度读出蒙版：白色 = 重绘。</translation>
    </message>
    <message>
        <source>Invert Mask</source>
        <translation>反转蒙版</translation>
    </message>
    <message>
        <source>Swaps what is repainted and what is kept.</source>
        <translation>对调要重绘与要保留的部分。</translation>
    </message>
    <message>
        <source>1 where the mask was 0.</source>
        <translation>蒙版为 0 处变为 1。</translation>
    </message>
    <message>
        <source>Painted Mask</source>
        <translation>手绘蒙版</translation>
    </message>
    <message>
        <source>A mask that is painted over a picture with a brush.</source>
        <translation>用画笔在图片上绘制的蒙版。</translation>
    </message>
    <message>
        <source>The picture that is painted on: the mask gets its size.</source>
        <translation>在其上绘制的图片：蒙版采用它的大小。</translation>
    </message>
    <message>
        <source>drawing</source>
        <translation>绘制</translation>
    </message>
    <message>
        <source>The strokes, in parts of the picture, so that they fit one of another size too.</source>
        <translation>各笔画，按图片的比例记录，因此也适合其他大小的图片。</translation>
    </message>
    <message>
        <source>The mask: 1 = repaint.</source>
        <translation>蒙版：1 = 重绘。</translation>
    </message>
    <message>
        <source>Rectangle Mask</source>
        <translation>矩形蒙版</translation>
    </message>
    <message>
        <source>A mask that is 1 inside a rectangle, of the size of a picture.</source>
        <translation>与图片同大的蒙版，矩形内为 1。</translation>
    </message>
    <message>
        <source>The picture whose size the mask gets.</source>
        <translation>蒙版采用其大小的图片。</translation>
    </message>
    <message>
        <source>left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Left edge, as a part of the width.</source>
        <translation>左边缘，按宽度的比例。</translation>
    </message>
    <message>
        <source>top</source>
        <translation>上</translation>
    </message>
    <message>
        <source>Upper edge, as a part of the height.</source>
        <translation>上边缘，按高度的比例。</translation>
    </message>
    <message>
        <source>right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>Right edge.</source>
        <translation>右边缘。</translation>
    </message>
    <message>
        <source>bottom</source>
        <translation>下</translation>
    </message>
    <message>
        <source>Lower edge.</source>
        <translation>下边缘。</translation>
    </message>
    <message>
        <source>Classes by Classifier</source>
        <translation>用分类器分类</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>度量</translation>
    </message>
    <message>
        <source>What a noise-aware classifier says of finished samples: for the Inception Score, or as features.</source>
        <translation>认识噪声的分类器对完成样本的判断：用于 Inception 分数，或用作特征。</translation>
    </message>
    <message>
        <source>The judge, of the same latents or pixels.</source>
        <translation>裁判，针对同样的潜变量或像素。</translation>
    </message>
    <message>
        <source>The samples, without noise.</source>
        <translation>样本，不含噪声。</translation>
    </message>
    <message>
        <source>question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Which of the classifier&apos;s questions, as &quot;kind&quot;; empty: the first.</source>
        <translation>分类器的哪个问题，如“kind”；为空：第一个。</translation>
    </message>
    <message>
        <source>logits</source>
        <translation>logits</translation>
    </message>
    <message>
        <source>features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>A row a sample, of as many logits as there are classes.</source>
        <translation>每个样本一行，logits 的个数与类别数相同。</translation>
    </message>
    <message>
        <source>CLIP Features</source>
        <translation>CLIP 特征</translation>
    </message>
    <message>
        <source>What CLIP&apos;s image tower makes of pictures: unit vectors, for measures of sets of pictures.</source>
        <translation>CLIP 的图片塔由图片得出的内容：单位向量，用于图片集合的度量。</translation>
    </message>
    <message>
        <source>The tower. Measures by different towers cannot be compared.</source>
        <translation>所用的塔。不同的塔所得的度量不可比较。</translation>
    </message>
    <message>
        <source>The pictures, all of one size.</source>
        <translation>图片，大小全部相同。</translation>
    </message>
    <message>
        <source>A row a picture.</source>
        <translation>每张图片一行。</translation>
    </message>
    <message>
        <source>Classes by CLIP</source>
        <translation>用 CLIP 分类</translation>
    </message>
    <message>
        <source>Tells pictures apart by texts, as CLIP does without having been trained for it: for the Inception Score.</source>
        <translation>用文本区分图片，CLIP 无需为此训练即可做到：用于 Inception 分数。</translation>
    </message>
    <message>
        <source>classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>A text for every class, separated by |.</source>
        <translation>每个类别一段文本，以 | 分隔。</translation>
    </message>
    <message>
        <source>A row a picture, of as many logits as there are texts.</source>
        <translation>每张图片一行，logits 的个数与文本数相同。</translation>
    </message>
    <message>
        <source>CLIP Score</source>
        <translation>CLIP 分数</translation>
    </message>
    <message>
        <source>How well pictures fit a text: the mean of 100·max(cos, 0) (arXiv 2104.08718 has 2.5 in the place of 100). A CLIP that also guided them is no judge.</source>
        <translation>图片与文本的相符程度：100·max(cos, 0) 的平均（arXiv 2104.08718 用 2.5 代替 100）。参与过引导的 CLIP 不能当裁判。</translation>
    </message>
    <message>
        <source>The judge. Scores of different towers cannot be compared, nor those of texts of different kinds.</source>
        <translation>裁判。不同的塔所得的分数不可比较，不同种类文本的也不可。</translation>
    </message>
    <message>
        <source>What they are to show.</source>
        <translation>它们要显示什么。</translation>
    </message>
    <message>
        <source>score</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>0 to 100; about 20 to 35 for OpenAI&apos;s models where text and picture agree.</source>
        <translation>0 到 100；用 OpenAI 的模型，文本与图片相符时约为 20 到 35。</translation>
    </message>
    <message>
        <source>Fréchet Distance (FID)</source>
        <translation>弗雷歇距离（FID）</translation>
    </message>
    <message>
        <source>How far two sets of pictures are apart, both taken for normal distributions of features: |m1 - m2|² + Tr(C1 + C2 - 2(C1·C2)^½) (arXiv 1706.08500). It is too large for few pictures, and the more so the fewer: compare only sets of the same size, by the same features. Below as many pictures as a row has numbers the covariances are singular and it means little; the papers take 50,000.</source>
        <translation>两组图片相距多远，均视为特征的正态分布：|m1 - m2|² + Tr(C1 + C2 - 2(C1·C2)^½)（arXiv 1706.08500）。图片少时数值偏大，越少越偏：只比较大小相同、特征相同的集合。图片数少于一行的数值个数时协方差奇异，意义不大；论文取 50,000 张。</translation>
    </message>
    <message>
        <source>generated</source>
        <translation>生成的</translation>
    </message>
    <message>
        <source>Features of what a model drew.</source>
        <translation>模型所画图片的特征。</translation>
    </message>
    <message>
        <source>real</source>
        <translation>真实的</translation>
    </message>
    <message>
        <source>Features of what it should look like.</source>
        <translation>应有样子的特征。</translation>
    </message>
    <message>
        <source>0 for equal moments. FID in papers is on features of Inception v3: numbers on others are for comparisons among themselves.</source>
        <translation>矩相等时为 0。论文中的 FID 用 Inception v3 的特征：用其他特征得到的数只能彼此比较。</translation>
    </message>
    <message>
        <source>Inception Score</source>
        <translation>Inception 分数</translation>
    </message>
    <message>
        <source>Whether pictures are clear and of all kinds: exp of the mean KL(p(y|x) | p(y)) (arXiv 1606.03498). It knows no real pictures, so one fine picture of each class is enough for the best score, and few pictures lower it: p(y) is estimated in each split.</source>
        <translation>图片是否清晰且种类齐全：平均 KL(p(y|x) | p(y)) 的指数（arXiv 1606.03498）。它不看真实图片，因此每类一张好图片就足以得最高分；图片少会降低分数：p(y) 在每组中分别估计。</translation>
    </message>
    <message>
        <source>A row of logits a picture, of &apos;Classes by Classifier&apos; or &apos;Classes by CLIP&apos;.</source>
        <translation>每张图片一行 logits，来自“用分类器分类”或“用 CLIP 分类”。</translation>
    </message>
    <message>
        <source>splits</source>
        <translation>分组数</translation>
    </message>
    <message>
        <source>Parts that are scored apart, in their order; 10 in the papers, of 5,000 pictures each. Shuffle pictures that come class by class, or take 1.</source>
        <translation>分开评分的份数，按其顺序；论文中为 10 份，每份 5,000 张图片。图片按类别排列时请先打乱，或取 1。</translation>
    </message>
    <message>
        <source>Mean over the splits: 1, nothing is told apart, to the number of classes.</source>
        <translation>各组的平均：1（什么也分不出）到类别数之间。</translation>
    </message>
    <message>
        <source>deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>Between the splits.</source>
        <translation>各组之间。</translation>
    </message>
    <message>
        <source>Values as Features</source>
        <translation>数值作特征</translation>
    </message>
    <message>
        <source>Samples as they are, for measures: the points of a plane, or latents value by value.</source>
        <translation>样本原样供度量使用：平面上的点，或潜变量的各个值。</translation>
    </message>
    <message>
        <source>A row a sample.</source>
        <translation>每个样本一行。</translation>
    </message>
    <message>
        <source>Likelihood</source>
        <translation>似然</translation>
    </message>
    <message>
        <source>How probable a model finds pictures, in bits per dimension, less is better: along the probability flow, whose divergence is estimated with random directions (arXiv 2011.13456, appendix D.2). Of the model&apos;s latents where it draws latents: not comparable with another model&apos;s. Good pictures and high likelihood are different things.</source>
        <translation>模型认为图片有多可能，以每维比特数计，越小越好：沿概率流计算，其散度用随机方向估计（arXiv 2011.13456，附录 D.2）。画潜变量的模型则针对其潜变量：不可与别的模型比较。好图片与高似然是两回事。</translation>
    </message>
    <message>
        <source>The model with what it is asked to draw, best unguided: a guided flow is no longer that of a density that was learnt.</source>
        <translation>模型以及要它画的内容，最好不加引导：有引导的流不再是所学密度的流。</translation>
    </message>
    <message>
        <source>The pictures, as the model draws them. A batch shares the solver&apos;s steps.</source>
        <translation>图片，以模型所画的形式。一批图片共用求解器的步。</translation>
    </message>
    <message>
        <source>process</source>
        <translation>过程</translation>
    </message>
    <message>
        <source>The equation that the model was trained with: variance preserving (DDPM&apos;s limit), sub-VP, or variance exploding. Not asked for models of score_sde, which say it themselves.</source>
        <translation>模型训练时所用的方程：方差保持（DDPM 的极限）、次方差保持，或方差爆炸。score_sde 的模型自带说明，不必询问。</translation>
    </message>
    <message>
        <source>beta min</source>
        <translation>β 最小</translation>
    </message>
    <message>
        <source>β at time 0, of vpsde and subvpsde.</source>
        <translation>时间 0 处的 β，用于 vpsde 与 subvpsde。</translation>
    </message>
    <message>
        <source>beta max</source>
        <translation>β 最大</translation>
    </message>
    <message>
        <source>β at time 1: a thousand times the last β of DDPM.</source>
        <translation>时间 1 处的 β：DDPM 最后一个 β 的一千倍。</translation>
    </message>
    <message>
        <source>sigma min</source>
        <translation>σ 最小</translation>
    </message>
    <message>
        <source>Least noise of vesde, of pictures in [-1, 1]: twice that of pictures in [0, 1].</source>
        <translation>vesde 的最小噪声，针对 [-1, 1] 的图片：为 [0, 1] 图片的两倍。</translation>
    </message>
    <message>
        <source>sigma max</source>
        <translation>σ 最大</translation>
    </message>
    <message>
        <source>Most noise of vesde.</source>
        <translation>vesde 的最大噪声。</translation>
    </message>
    <message>
        <source>levels</source>
        <translation>级数</translation>
    </message>
    <message>
        <source>Steps between -1 and 1 that pictures had before they became numbers: 256 of 8-bit files. They are spread over their step and the bits count for whole pictures. 0: bits of a density, which may be below 0, as for points or latents.</source>
        <translation>图片在变成数之前，-1 与 1 之间有多少级：8 位文件为 256。数值在其级内散开，比特数按整张图片计。0：密度的比特数，可能小于 0，如点或潜变量。</translation>
    </message>
    <message>
        <source>probe</source>
        <translation>探针</translation>
    </message>
    <message>
        <source>Random directions of signs or of normal numbers; exact: every direction, one gradient for each value of a picture (up to 4096).</source>
        <translation>随机方向取正负号或正态分布的数；exact：每个方向，图片的每个值各求一次梯度（至多 4096 个）。</translation>
    </message>
    <message>
        <source>probes</source>
        <translation>探针数</translation>
    </message>
    <message>
        <source>Random directions to average over. 1 in the paper, where many pictures average.</source>
        <translation>对多少个随机方向取平均。论文中为 1，因为有许多图片可以平均。</translation>
    </message>
    <message>
        <source>tolerance</source>
        <translation>容差</translation>
    </message>
    <message>
        <source>Of each step&apos;s error, relative and absolute.</source>
        <translation>每步误差的上限，相对与绝对。</translation>
    </message>
    <message>
        <source>Of the directions and of the place within a step.</source>
        <translation>各方向以及步内位置的种子。</translation>
    </message>
    <message>
        <source>bits per dimension</source>
        <translation>每维比特数</translation>
    </message>
    <message>
        <source>Mean over the pictures.</source>
        <translation>各图片的平均。</translation>
    </message>
    <message>
        <source>each</source>
        <translation>逐个</translation>
    </message>
    <message>
        <source>Bits per dimension of every picture: rows of one number.</source>
        <translation>每张图片的每维比特数：一行一个数。</translation>
    </message>
    <message>
        <source>Precision and Recall</source>
        <translation>精确率与召回率</translation>
    </message>
    <message>
        <source>Fidelity and diversity apart (arXiv 1904.06991): the share of the drawn pictures that lie among the real ones, and of the real ones that lie among the drawn. Guidance trades one for the other. A set covers, round each picture, what is no further than its k-th neighbour: so outliers cover much, and sets must be of one size to be compared.</source>
        <translation>分别衡量保真度与多样性（arXiv 1904.06991）：画出的图片中落在真实图片之间的比例，以及真实图片中落在画出图片之间的比例。引导以其一换取另一。集合在每张图片周围覆盖不超过其第 k 近邻距离的范围：因此离群者覆盖很广，比较时集合大小须相同。</translation>
    </message>
    <message>
        <source>neighbours</source>
        <translation>近邻数</translation>
    </message>
    <message>
        <source>k: 3 in the paper. More neighbours cover more.</source>
        <translation>k：论文中为 3。近邻越多，覆盖越广。</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>0 to 1: how much of what was drawn looks real.</source>
        <translation>0 到 1：画出的图片中有多少看起来真实。</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>0 to 1: how much of what is real can be drawn.</source>
        <translation>0 到 1：真实图片中有多少是模型画得出的。</translation>
    </message>
    <message>
        <source>Vendi Score</source>
        <translation>Vendi 分数</translation>
    </message>
    <message>
        <source>How many different things there are among pictures, without any real ones: exp of the entropy of the eigenvalues of their similarities (arXiv 2210.02410), cosines here. It says nothing of quality, noise is most diverse, and it grows with the number of pictures. CLIP&apos;s vectors are all rather alike: expect numbers little above 1.</source>
        <translation>图片中有多少种不同的东西，无需真实图片：取其相似度矩阵特征值的熵的指数（arXiv 2210.02410），此处用余弦。它不反映质量，噪声最为多样，并随图片数增加。CLIP 的向量彼此都相当接近：数值只会略大于 1。</translation>
    </message>
    <message>
        <source>1, all alike, to the number of pictures.</source>
        <translation>1（全都相似）到图片张数之间。</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Asks a class-conditional model for one of the things that it was trained to draw.</source>
        <translation>要求类别条件模型画出它训练过的某一类事物。</translation>
    </message>
    <message>
        <source>The model, for the names of its classes.</source>
        <translation>模型，用以得到其类别的名称。</translation>
    </message>
    <message>
        <source>Name of the class, or its number where the model names none. Empty: no class, which a model has to be trained for; also for models without classes.</source>
        <translation>类别的名称，模型没有名称时则为其编号。为空：无类别，模型须为此训练过；也适用于没有类别的模型。</translation>
    </message>
    <message>
        <source>What to draw.</source>
        <translation>画什么。</translation>
    </message>
    <message>
        <source>Load Model</source>
        <translation>载入模型</translation>
    </message>
    <message>
        <source>Loads a Stable Diffusion model: a checkpoint file or a diffusers folder.</source>
        <translation>载入 Stable Diffusion 模型：检查点文件或 diffusers 文件夹。</translation>
    </message>
    <message>
        <source>A .safetensors checkpoint or a diffusers folder in a model folder; the embedded model pack if nothing else is chosen. Only the parts whose outputs are used have to be in it.</source>
        <translation>模型文件夹中的 .safetensors 检查点或 diffusers 文件夹；未另选时用内置模型包。只需包含其输出被用到的部分。</translation>
    </message>
    <message>
        <source>prediction</source>
        <translation>预测量</translation>
    </message>
    <message>
        <source>What the network predicts; checkpoints of Stable Diffusion 2 do not say, so it can be set here.</source>
        <translation>网络预测的是什么；Stable Diffusion 2 的检查点没有说明，因此可在此设定。</translation>
    </message>
    <message>
        <source>The model that removes noise.</source>
        <translation>去除噪声的模型。</translation>
    </message>
    <message>
        <source>encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>Its text encoder.</source>
        <translation>它的文本编码器。</translation>
    </message>
    <message>
        <source>Its autoencoder, between pictures and latents.</source>
        <translation>它的自编码器，连接图片与潜变量。</translation>
    </message>
    <message>
        <source>Load Autoencoder</source>
        <translation>载入自编码器</translation>
    </message>
    <message>
        <source>Loads an autoencoder (VAE, TAESD) on its own, to use instead of the model&apos;s.</source>
        <translation>单独载入自编码器（VAE、TAESD），代替模型自带的使用。</translation>
    </message>
    <message>
        <source>A .safetensors file or a folder in a model folder.</source>
        <translation>模型文件夹中的 .safetensors 文件或文件夹。</translation>
    </message>
    <message>
        <source>The autoencoder.</source>
        <translation>自编码器。</translation>
    </message>
    <message>
        <source>Load Classifier</source>
        <translation>载入分类器</translation>
    </message>
    <message>
        <source>Loads a classifier that was trained on noisy pictures or latents, for classifier guidance.</source>
        <translation>载入在带噪图片或潜变量上训练的分类器，用于分类器引导。</translation>
    </message>
    <message>
        <source>A folder with weights and config.json: guided-diffusion&apos;s EncoderUNetModel with the arguments of that class, or Noiseloom&apos;s own. A &quot;scheduler&quot; in it says which noise it knows; DDPM&apos;s linear one without.</source>
        <translation>含权重与 config.json 的文件夹：guided-diffusion 的 EncoderUNetModel（带该类的参数），或 Noiseloom 自己的。其中的 &quot;scheduler&quot; 说明它认识何种噪声；没有则为 DDPM 的线性噪声。</translation>
    </message>
    <message>
        <source>The classifier.</source>
        <translation>分类器。</translation>
    </message>
    <message>
        <source>Load CLIP</source>
        <translation>载入 CLIP</translation>
    </message>
    <message>
        <source>Loads a CLIP model: a text tower and a picture tower whose outputs are close where text and picture agree.</source>
        <translation>载入 CLIP 模型：文本塔与图片塔，文本与图片相符时二者输出接近。</translation>
    </message>
    <message>
        <source>A folder in the layout of transformers&apos; CLIPModel, or a .safetensors file with both towers. A tokenizer lies in the folder or, as tokenizer/, beside it; else CLIP&apos;s own is taken.</source>
        <translation>transformers 的 CLIPModel 布局的文件夹，或含两个塔的 .safetensors 文件。分词器在文件夹中，或以 tokenizer/ 位于其旁；否则用 CLIP 自己的。</translation>
    </message>
    <message>
        <source>The towers with their tokenizer.</source>
        <translation>两个塔及其分词器。</translation>
    </message>
    <message>
        <source>Load LoRA</source>
        <translation>载入 LoRA</translation>
    </message>
    <message>
        <source>Changes a model and its text encoder by a LoRA: a small file that teaches a style, a person or a thing.</source>
        <translation>用 LoRA 改变模型及其文本编码器：LoRA 是教会一种风格、一个人物或一样东西的小文件。</translation>
    </message>
    <message>
        <source>The model to change.</source>
        <translation>要改变的模型。</translation>
    </message>
    <message>
        <source>The text encoder to change; most LoRA files change it a little or not at all.</source>
        <translation>要改变的文本编码器；多数 LoRA 文件对它改变很少或不改变。</translation>
    </message>
    <message>
        <source>A LoRA (also LoCon, LoHa, LoKr, DoRA) in safetensors, as kohya&apos;s scripts, LyCORIS, PEFT, diffusers and `noiseloom train` write them.</source>
        <translation>safetensors 格式的 LoRA（也可为 LoCon、LoHa、LoKr、DoRA），即 kohya 脚本、LyCORIS、PEFT、diffusers 和 `noiseloom train` 所写的格式。</translation>
    </message>
    <message>
        <source>How much of the change the model gets: 1 is what was trained, 0 nothing.</source>
        <translation>模型得到多少改变：1 为训练所得，0 为无。</translation>
    </message>
    <message>
        <source>text strength</source>
        <translation>文本强度</translation>
    </message>
    <message>
        <source>The same for the text encoder.</source>
        <translation>文本编码器的同样设置。</translation>
    </message>
    <message>
        <source>The changed model.</source>
        <translation>改变后的模型。</translation>
    </message>
    <message>
        <source>The changed text encoder.</source>
        <translation>改变后的文本编码器。</translation>
    </message>
    <message>
        <source>Gaussians in the Plane</source>
        <translation>平面上的高斯分布</translation>
    </message>
    <message>
        <source>A model whose truth is known: points in a plane, each class a Gaussian, the classes on a circle. Score, classifier and conditional are exact, so whatever a sampler or a guidance does wrong is its own.</source>
        <translation>真值已知的模型：平面上的点，每个类别是一个高斯分布，各类别位于一个圆上。分数、分类器与条件都是精确的，因此采样器或引导的任何差错都是它自己的。</translation>
    </message>
    <message>
        <source>Number of Gaussians. The first is at the top, the others follow counterclockwise; they are called 0, 1, 2, ...</source>
        <translation>高斯分布的个数。第一个在顶部，其余按逆时针排列；名称为 0、1、2……</translation>
    </message>
    <message>
        <source>Of the circle on which their means lie.</source>
        <translation>各均值所在圆的半径。</translation>
    </message>
    <message>
        <source>spread</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>Standard deviation of each Gaussian, τ, the same in every direction.</source>
        <translation>每个高斯分布的标准差 τ，各方向相同。</translation>
    </message>
    <message>
        <source>How often each class is drawn, as &quot;3, 1, 1&quot;; empty: all alike.</source>
        <translation>各类别被画出的频度，如“3, 1, 1”；为空则都相同。</translation>
    </message>
    <message>
        <source>noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>Levels of noise that the model says it knows, for schedules: Stable Diffusion&apos;s, DDPM&apos;s, the cosine, or the classifier-free guidance paper&apos;s. It is exact at any, but Stable Diffusion&apos;s end where a picture still shows through: samples fall short of a class&apos;s mean by spread/14.6 of it.</source>
        <translation>模型自称认识的噪声水平，供调度使用：Stable Diffusion 的、DDPM 的、余弦的，或无分类器引导论文的。模型在任何水平上都精确，但 Stable Diffusion 的噪声水平终止时图片仍隐约可见：样本与类别均值的差距为标准差的 1/14.6。</translation>
    </message>
    <message>
        <source>Samples on the canvas.</source>
        <translation>画布上的样本。</translation>
    </message>
    <message>
        <source>The model. Ask it for a class by &apos;Class&apos;.</source>
        <translation>模型。用“类别”节点向它要某个类别。</translation>
    </message>
    <message>
        <source>The exact classifier at every noise level.</source>
        <translation>在每个噪声水平上都精确的分类器。</translation>
    </message>
    <message>
        <source>The distribution itself, for plots and measures.</source>
        <translation>分布本身，供绘图与度量使用。</translation>
    </message>
    <message>
        <source>An empty canvas for a sampler: so many points.</source>
        <translation>供采样器使用的空画布：这么多个点。</translation>
    </message>
    <message>
        <source>Gaussians of Pictures</source>
        <translation>图片的高斯分布</translation>
    </message>
    <message>
        <source>A model of pixels whose truth is known: each given picture is a class, of which it draws the picture with some grain. Score, classifier and conditional are exact.</source>
        <translation>真值已知的像素模型：每张给定的图片是一个类别，模型画出带少许颗粒的该图片。分数、分类器与条件都是精确的。</translation>
    </message>
    <message>
        <source>The first class, or a batch of classes. Pictures are square and of one size.</source>
        <translation>第一个类别，或一批类别。图片为正方形且大小相同。</translation>
    </message>
    <message>
        <source>The model. Its classes are called 0, 1, 2, ...: ask for one by &apos;Class&apos;.</source>
        <translation>模型。其类别名为 0、1、2……：用“类别”节点要其中之一。</translation>
    </message>
    <message>
        <source>Pixels as they are, for decoding.</source>
        <translation>未经处理的像素，供解码。</translation>
    </message>
    <message>
        <source>The distribution itself, for measures.</source>
        <translation>分布本身，供度量使用。</translation>
    </message>
    <message>
        <source>Cutouts</source>
        <translation>裁块</translation>
    </message>
    <message>
        <source>Optimise</source>
        <translation>优化</translation>
    </message>
    <message>
        <source>Chooses what CLIP is shown of a picture at every iteration.</source>
        <translation>决定每次迭代给 CLIP 看图片的哪些部分。</translation>
    </message>
    <message>
        <source>latest: the whole picture each time, pooled to CLIP&apos;s size; only the augmentations differ. original: squares of random size and place, without augmentations. updated: such squares, augmented.</source>
        <translation>latest：每次都是整张图片，池化到 CLIP 的大小；只有增强不同。original：大小与位置随机的方块，无增强。updated：这样的方块，有增强。</translation>
    </message>
    <message>
        <source>How many at once. More give a calmer gradient and take longer; with few, CLIP is easily pleased by noise.</source>
        <translation>一次多少个。越多梯度越平稳，耗时也越长；太少则 CLIP 容易被噪声取悦。</translation>
    </message>
    <message>
        <source>power</source>
        <translation>幂</translation>
    </message>
    <message>
        <source>Of the squares&apos; sides: above 1 small ones are more frequent (details), below 1 large ones (composition).</source>
        <translation>关于方块的边长：大于 1 时小方块更多（细节），小于 1 时大方块更多（构图）。</translation>
    </message>
    <message>
        <source>Noise is added to every cutout, of a random deviation up to this.</source>
        <translation>每个裁块都加入噪声，其标准差随机，至多为此值。</translation>
    </message>
    <message>
        <source>augments</source>
        <translation>增强</translation>
    </message>
    <message>
        <source>Random changes in the order in which they act: affine (turn, move, shear), perspective, jitter (hue and saturation), erasing (a part is black), flip, sharpness. Without any the search finds patterns that please CLIP and show nothing.</source>
        <translation>随机改变，按作用的顺序：affine（旋转、移动、剪切）、perspective（透视）、jitter（色相与饱和度）、erasing（一部分变黑）、flip（翻转）、sharpness（锐度）。一种都不用，搜索就会找到取悦 CLIP 却毫无内容的图案。</translation>
    </message>
    <message>
        <source>For a search by CLIP.</source>
        <translation>用于 CLIP 搜索。</translation>
    </message>
    <message>
        <source>Search by CLIP (VQGAN-CLIP)</source>
        <translation>CLIP 搜索（VQGAN-CLIP）</translation>
    </message>
    <message>
        <source>Searches a picture that CLIP finds similar to a text: the gradient of CLIP&apos;s judgement moves the latent of an autoencoder, without any diffusion.</source>
        <translation>搜索 CLIP 认为与文本相似的图片：CLIP 评判的梯度移动自编码器的潜变量，完全不用扩散。</translation>
    </message>
    <message>
        <source>Whose latent is moved. A VQGAN keeps pictures natural by its codebook; others are freer; without one the pixels themselves are moved, which CLIP likes best and people least.</source>
        <translation>移动谁的潜变量。VQGAN 凭其码本使图片保持自然；其他的更自由；没有则移动像素本身，CLIP 最喜欢而人最不喜欢。</translation>
    </message>
    <message>
        <source>TEXT:WEIGHT:STOP, several separated by |, phases of a story by ^. A negative weight drives away; a stop ends a prompt&apos;s pull at that distance (0: equal, about 1: unrelated).</source>
        <translation>“文本:权重:终止”，多个以 | 分隔，故事的各阶段以 ^ 分隔。负权重表示远离；终止值使提示词在达到该距离时不再拉动（0：相同，约 1：无关）。</translation>
    </message>
    <message>
        <source>noise prompts</source>
        <translation>噪声提示</translation>
    </message>
    <message>
        <source>Random directions in CLIP&apos;s space, WORD:WEIGHT; the word chooses the direction.</source>
        <translation>CLIP 空间中的随机方向，写作“词:权重”；词决定方向。</translation>
    </message>
    <message>
        <source>A picture to begin with instead of the canvas; its size is kept.</source>
        <translation>代替画布作为起点的图片；保持其大小。</translation>
    </message>
    <message>
        <source>Where it begins: random latents, the encoding of random pixels, or of colours that run into each other.</source>
        <translation>从何处开始：随机潜变量、随机像素的编码，或相互渗透的颜色的编码。</translation>
    </message>
    <message>
        <source>Width of the canvas.</source>
        <translation>画布的宽度。</translation>
    </message>
    <message>
        <source>Height of the canvas.</source>
        <translation>画布的高度。</translation>
    </message>
    <message>
        <source>iterations</source>
        <translation>迭代次数</translation>
    </message>
    <message>
        <source>Steps of the gradient.</source>
        <translation>梯度的步数。</translation>
    </message>
    <message>
        <source>How far a step goes: Adam moves each number of the latent by about this.</source>
        <translation>一步走多远：Adam 使潜变量的每个数移动大约这么多。</translation>
    </message>
    <message>
        <source>weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Above 0 latents shrink by this times the learning rate at each step (AdamW).</source>
        <translation>大于 0 时，潜变量每步按此值乘以学习率收缩（AdamW）。</translation>
    </message>
    <message>
        <source>init weight</source>
        <translation>初始权重</translation>
    </message>
    <message>
        <source>How firmly the latent is held where it began: keeps a starting picture recognisable.</source>
        <translation>潜变量被固定在起点的力度：使起始图片保持可辨认。</translation>
    </message>
    <message>
        <source>init fades</source>
        <translation>初始渐弱</translation>
    </message>
    <message>
        <source>The hold is towards zero and fades away instead, as in later versions of VQGAN-CLIP.</source>
        <translation>改为固定向零并逐渐消退，如 VQGAN-CLIP 的后期版本。</translation>
    </message>
    <message>
        <source>frame every</source>
        <translation>帧间隔</translation>
    </message>
    <message>
        <source>Iterations from one frame to the next, each moved by the zoom if there is one; 0: only the last picture is a frame.</source>
        <translation>两帧之间的迭代次数；若有缩放，每帧按它移动；0：只有最后的图片成为一帧。</translation>
    </message>
    <message>
        <source>What CLIP is shown; 32 of the whole picture, augmented, if nothing is wired.</source>
        <translation>给 CLIP 看什么；未连线时为 32 张经过增强的整图。</translation>
    </message>
    <message>
        <source>zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>How the picture moves after every frame.</source>
        <translation>每帧之后图片如何移动。</translation>
    </message>
    <message>
        <source>Of the canvas and of everything random in the cutouts; the same seed gives the same picture.</source>
        <translation>画布以及裁块中一切随机因素的种子；同样的种子得到同样的图片。</translation>
    </message>
    <message>
        <source>The picture that was found.</source>
        <translation>找到的图片。</translation>
    </message>
    <message>
        <source>frames</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>How it came about: all frames, the finished picture last.</source>
        <translation>过程：所有帧，完成的图片在最后。</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Moves the picture from frame to frame of a search: a flight into what CLIP sees.</source>
        <translation>在搜索的各帧之间移动图片：飞入 CLIP 所见的世界。</translation>
    </message>
    <message>
        <source>Above 1 the picture comes nearer, below 1 it recedes.</source>
        <translation>大于 1 时图片靠近，小于 1 时远离。</translation>
    </message>
    <message>
        <source>shift x</source>
        <translation>水平偏移</translation>
    </message>
    <message>
        <source>Moves it to the right, in parts of its width.</source>
        <translation>右移，按宽度的比例。</translation>
    </message>
    <message>
        <source>shift y</source>
        <translation>垂直偏移</translation>
    </message>
    <message>
        <source>Moves it down, in parts of its height.</source>
        <translation>下移，按高度的比例。</translation>
    </message>
    <message>
        <source>turn</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Turns it clockwise.</source>
        <translation>顺时针旋转。</translation>
    </message>
    <message>
        <source>DDIM</source>
        <translation>DDIM</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Deterministic steps along the estimate (arXiv 2010.02502); with η noise is added back, up to DDPM at 1.</source>
        <translation>沿估计的确定性步进（arXiv 2010.02502）；η 会加回噪声，为 1 时即 DDPM。</translation>
    </message>
    <message>
        <source>0: the same noise always gives the same picture; 1: as noisy as DDPM.</source>
        <translation>0：同样的噪声总是得到同样的图片；1：噪声与 DDPM 一样多。</translation>
    </message>
    <message>
        <source>Limits the estimate; for pixel models only, never for latents.</source>
        <translation>限制估计的范围；仅用于像素模型，不可用于潜变量。</translation>
    </message>
    <message>
        <source>clipped epsilon</source>
        <translation>截断后的噪声</translation>
    </message>
    <message>
        <source>Derive the noise anew from the limited estimate, as guided-diffusion does.</source>
        <translation>按 guided-diffusion 的做法，由限幅后的估计重新推出噪声。</translation>
    </message>
    <message>
        <source>sampler</source>
        <translation>采样器</translation>
    </message>
    <message>
        <source>The sampler.</source>
        <translation>采样器。</translation>
    </message>
    <message>
        <source>DDPM</source>
        <translation>DDPM</translation>
    </message>
    <message>
        <source>The original sampler of diffusion models (arXiv 2006.11239): new noise in every step. Wants many steps.</source>
        <translation>扩散模型最初的采样器（arXiv 2006.11239）：每步加入新噪声。需要许多步。</translation>
    </message>
    <message>
        <source>variance</source>
        <translation>方差</translation>
    </message>
    <message>
        <source>Noise added: the posterior&apos;s variance, β (more), or what lies between them: as a model says that has learnt it (arXiv 2102.09672), or at v.</source>
        <translation>加入的噪声：后验方差、β（更多），或二者之间：由学过它的模型给出（arXiv 2102.09672），或取 v 处。</translation>
    </message>
    <message>
        <source>v</source>
        <translation>v</translation>
    </message>
    <message>
        <source>Where the interpolated variance lies: 0 the posterior&apos;s, 1 β. 0.2 to 0.3 in &quot;Classifier-Free Diffusion Guidance&quot; (arXiv 2207.12598, Algorithm 2), whose steps are the schedule log_snr.</source>
        <translation>插值方差的位置：0 为后验方差，1 为 β。“Classifier-Free Diffusion Guidance”（arXiv 2207.12598，算法 2）中为 0.2 到 0.3，其步骤对应调度 log_snr。</translation>
    </message>
    <message>
        <source>DEIS</source>
        <translation>DEIS</translation>
    </message>
    <message>
        <source>Draws a curve through the estimated noise of the last steps and integrates it exactly (arXiv 2204.13902): few steps with little guidance. One call of the model a step.</source>
        <translation>过最近几步的噪声估计作一条曲线并精确积分（arXiv 2204.13902）：步数少、引导弱时适用。每步调用模型一次。</translation>
    </message>
    <message>
        <source>order</source>
        <translation>阶数</translation>
    </message>
    <message>
        <source>How many steps the curve goes through; 1 is DDIM.</source>
        <translation>曲线经过多少步；1 即 DDIM。</translation>
    </message>
    <message>
        <source>lower order final</source>
        <translation>末尾降阶</translation>
    </message>
    <message>
        <source>Lower orders in the last two steps of runs below 15 steps.</source>
        <translation>少于 15 步时，最后两步用低阶。</translation>
    </message>
    <message>
        <source>DPM2</source>
        <translation>DPM2</translation>
    </message>
    <message>
        <source>DPM-Solver-2 (arXiv 2206.00927): looks at the slope in the middle of each step and takes the whole step along it. Two calls of the model a step, as Heun. Upset by few steps from very high noise levels.</source>
        <translation>DPM-Solver-2（arXiv 2206.00927）：查看每步中点的斜率，并沿它走完整步。与 Heun 一样每步调用模型两次。从很高的噪声水平以少步数起始时不稳定。</translation>
    </message>
    <message>
        <source>churn</source>
        <translation>扰动</translation>
    </message>
    <message>
        <source>How much noise is put back in over all steps; 0: none.</source>
        <translation>所有步中总共加回多少噪声；0：无。</translation>
    </message>
    <message>
        <source>churn sigma min</source>
        <translation>扰动 σ 下限</translation>
    </message>
    <message>
        <source>Only at noise levels from here ...</source>
        <translation>仅在此噪声水平起……</translation>
    </message>
    <message>
        <source>churn sigma max</source>
        <translation>扰动 σ 上限</translation>
    </message>
    <message>
        <source>... to here.</source>
        <translation>……到此处。</translation>
    </message>
    <message>
        <source>churn noise</source>
        <translation>扰动噪声</translation>
    </message>
    <message>
        <source>Strength of the noise put back; 1.003 adds a little detail.</source>
        <translation>加回噪声的强度；1.003 会增添少许细节。</translation>
    </message>
    <message>
        <source>DPM2 Ancestral</source>
        <translation>DPM2 祖先采样</translation>
    </message>
    <message>
        <source>DPM2 with new noise after every step (&quot;DPM2 a&quot;): the picture keeps changing as steps are added. Two calls of the model a step. Upset by models that start from very high noise levels, where DPM++ 2S Ancestral is not.</source>
        <translation>每步之后加入新噪声的 DPM2（“DPM2 a”）：增加步数时图片不断变化。每步调用模型两次。模型从很高的噪声水平开始时不稳定，DPM++ 2S 祖先采样则无此问题。</translation>
    </message>
    <message>
        <source>How much of each step is new noise; 0: none.</source>
        <translation>每步中新噪声占多少；0：无。</translation>
    </message>
    <message>
        <source>Strength of the new noise.</source>
        <translation>新噪声的强度。</translation>
    </message>
    <message>
        <source>DPM Adaptive</source>
        <translation>DPM 自适应</translation>
    </message>
    <message>
        <source>DPM-Solver with steps as long as the error allows (arXiv 2206.00927), &apos;order&apos; calls of the model a try. Takes only the first and last level of the schedule; curves over the steps count with their start.</source>
        <translation>在误差允许下步子尽量大的 DPM-Solver（arXiv 2206.00927），每次尝试调用模型“阶数”次。只用调度的首末两级；随步变化的曲线取其起点的值。</translation>
    </message>
    <message>
        <source>Order of the solver, and its calls of the model a try.</source>
        <translation>求解器的阶数，也是每次尝试调用模型的次数。</translation>
    </message>
    <message>
        <source>relative</source>
        <translation>相对误差</translation>
    </message>
    <message>
        <source>Error allowed, relative to the picture&apos;s values. Smaller: more steps.</source>
        <translation>相对于图片数值的允许误差。越小步数越多。</translation>
    </message>
    <message>
        <source>absolute</source>
        <translation>绝对误差</translation>
    </message>
    <message>
        <source>Error allowed where values are near 0.</source>
        <translation>值接近 0 处允许的误差。</translation>
    </message>
    <message>
        <source>DPM Fast</source>
        <translation>DPM 快速</translation>
    </message>
    <message>
        <source>DPM-Solver of order 3 in a given number of calls of the model (arXiv 2206.00927). Spreads its own steps evenly in ln σ and takes only the first and last level of the schedule.</source>
        <translation>以给定的模型调用次数进行的三阶 DPM-Solver（arXiv 2206.00927）。自行在 ln σ 上均匀取步，只用调度的首末两级。</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>调用次数</translation>
    </message>
    <message>
        <source>Calls of the model in the whole run: three a step.</source>
        <translation>整次运行中的模型调用次数：每步三次。</translation>
    </message>
    <message>
        <source>DPM-Solver</source>
        <translation>DPM-Solver</translation>
    </message>
    <message>
        <source>The whole family as diffusers has it: multistep remembers earlier steps (DPM++ 2M), singlestep groups &apos;order&apos; steps into one (DPM++ 2S). One call of the model a step.</source>
        <translation>diffusers 中的整个系列：多步法记住先前的步（DPM++ 2M），单步法把“阶数”个步合成一步（DPM++ 2S）。每步调用模型一次。</translation>
    </message>
    <message>
        <source>Where the other estimates of a step come from: earlier steps, or levels within it.</source>
        <translation>一步的其他估计从何而来：先前的步，或步内的噪声级。</translation>
    </message>
    <message>
        <source>algorithm</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>What is followed: the estimated picture (arXiv 2211.01095), or the estimated noise (arXiv 2206.00927), which strong guidance upsets.</source>
        <translation>跟随什么：估计的图片（arXiv 2211.01095），或估计的噪声（arXiv 2206.00927），后者受强引导干扰。</translation>
    </message>
    <message>
        <source>2 for strong guidance, 3 for none; 1 is DDIM.</source>
        <translation>强引导用 2，无引导用 3；1 即 DDIM。</translation>
    </message>
    <message>
        <source>Which second-order correction.</source>
        <translation>哪种二阶校正。</translation>
    </message>
    <message>
        <source>Lower orders at the end of the run, where high ones ring; multistep below 15 steps alone.</source>
        <translation>高阶会振荡的末尾改用低阶；多步法仅在少于 15 步时如此。</translation>
    </message>
    <message>
        <source>DPM++ 2M</source>
        <translation>DPM++ 2M</translation>
    </message>
    <message>
        <source>Second-order multistep solver (arXiv 2211.01095): the best picture for few steps in most cases.</source>
        <translation>二阶多步求解器（arXiv 2211.01095）：多数情况下步数少而图片最好。</translation>
    </message>
    <message>
        <source>First order in the last step of runs below 15 steps, as diffusers does.</source>
        <translation>少于 15 步时最后一步用一阶，与 diffusers 相同。</translation>
    </message>
    <message>
        <source>DPM++ 2M SDE</source>
        <translation>DPM++ 2M SDE</translation>
    </message>
    <message>
        <source>DPM++ 2M with new noise in every step, from one Brownian path: more detail, settles as steps are added.</source>
        <translation>每步加入新噪声（取自同一条布朗路径）的 DPM++ 2M：细节更多，随步数增加而稳定。</translation>
    </message>
    <message>
        <source>How much noise is added back; 0 is DPM++ 2M.</source>
        <translation>加回多少噪声；0 即 DPM++ 2M。</translation>
    </message>
    <message>
        <source>Strength of that noise.</source>
        <translation>那些噪声的强度。</translation>
    </message>
    <message>
        <source>DPM++ 2S Ancestral</source>
        <translation>DPM++ 2S 祖先采样</translation>
    </message>
    <message>
        <source>DPM-Solver++ of second order without memory (arXiv 2211.01095), with new noise after every step (&quot;DPM++ 2S a&quot;). Two calls of the model a step.</source>
        <translation>不带记忆的二阶 DPM-Solver++（arXiv 2211.01095），每步之后加入新噪声（“DPM++ 2S a”）。每步调用模型两次。</translation>
    </message>
    <message>
        <source>DPM++ 3M SDE</source>
        <translation>DPM++ 3M SDE</translation>
    </message>
    <message>
        <source>DPM++ 2M SDE with a memory of three steps: smoother from 30 steps on. One call of the model a step. Goes with the exponential schedule.</source>
        <translation>记忆三步的 DPM++ 2M SDE：30 步以上更平滑。每步调用模型一次。配合指数调度使用。</translation>
    </message>
    <message>
        <source>How much noise is added back; 0: none.</source>
        <translation>加回多少噪声；0：无。</translation>
    </message>
    <message>
        <source>DPM++ SDE</source>
        <translation>DPM++ SDE</translation>
    </message>
    <message>
        <source>DPM-Solver++ with noise in both halves of every step, from one Brownian path: rich detail in few steps. Two calls of the model a step.</source>
        <translation>每步的两半都加入噪声（取自同一条布朗路径）的 DPM-Solver++：步数少而细节丰富。每步调用模型两次。</translation>
    </message>
    <message>
        <source>middle</source>
        <translation>中层</translation>
    </message>
    <message>
        <source>Where in the step, in ln σ, the second call is made.</source>
        <translation>第二次调用在步内何处进行，以 ln σ 计。</translation>
    </message>
    <message>
        <source>Euler</source>
        <translation>Euler</translation>
    </message>
    <message>
        <source>One straight step along the slope at a time: simple, fast, hard to upset.</source>
        <translation>每次沿斜率走一直步：简单、快速、很稳定。</translation>
    </message>
    <message>
        <source>Euler Ancestral</source>
        <translation>Euler 祖先采样</translation>
    </message>
    <message>
        <source>Euler with new noise after every step (&quot;Euler a&quot;): the picture keeps changing as steps are added.</source>
        <translation>每步之后加入新噪声的 Euler（“Euler a”）：增加步数时图片不断变化。</translation>
    </message>
    <message>
        <source>How much of each step is new noise; 0 is plain Euler.</source>
        <translation>每步中新噪声占多少；0 即普通 Euler。</translation>
    </message>
    <message>
        <source>Heun</source>
        <translation>Heun</translation>
    </message>
    <message>
        <source>Looks ahead and averages two slopes a step: twice the work of Euler, and more exact for it.</source>
        <translation>先向前看再平均每步两处的斜率：工作量是 Euler 的两倍，也因此更精确。</translation>
    </message>
    <message>
        <source>Known Part</source>
        <translation>已知部分</translation>
    </message>
    <message>
        <source>What is known of a picture before it is drawn, for the reverse SDE: the part outside of a mask (inpainting), or the grey of every pixel (colourising). The sampler keeps to it at every noise level, and no model need be trained for that (arXiv 2011.13456, appendix I). The rest heeds it as far as a noisy picture shows it: of two things that fit nearly as well, the less likely comes too often; Langevin corrections help.</source>
        <translation>绘制之前对图片已知的部分，用于逆向 SDE：蒙版之外的部分（修复），或每个像素的灰度（上色）。采样器在每个噪声水平上都遵守它，无需为此训练模型（arXiv 2011.13456，附录 I）。其余部分在带噪图片所显示的范围内顾及它：两种差不多合适的内容中，较不可能的那种会出现得过多；朗之万校正有帮助。</translation>
    </message>
    <message>
        <source>The picture as the model draws it, by &apos;Encode Image&apos;. For the part outside of a mask, with that mask.</source>
        <translation>模型所画形式的图片，来自“编码图像”。若为蒙版之外的部分，则连同该蒙版。</translation>
    </message>
    <message>
        <source>what</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>outside_mask: everything where the mask does not allow to repaint. grey: the mean of the channels of every pixel, for models that draw pixels; the picture may have colours, they are not looked at.</source>
        <translation>outside_mask：蒙版不允许重绘之处的全部内容。grey：每个像素各通道的平均，用于画像素的模型；图片可以有颜色，但不会被看。</translation>
    </message>
    <message>
        <source>known</source>
        <translation>已知</translation>
    </message>
    <message>
        <source>known part</source>
        <translation>已知部分</translation>
    </message>
    <message>
        <source>What is known, for &apos;Reverse SDE&apos;. Sample draws on an empty canvas then.</source>
        <translation>已知的内容，供“逆向 SDE”使用。此时“采样”在空画布上绘制。</translation>
    </message>
    <message>
        <source>LCM</source>
        <translation>LCM</translation>
    </message>
    <message>
        <source>For latent consistency models (arXiv 2310.04378) and LCM LoRAs alone: 2 to 8 steps, each to the picture and back with new noise, with the schedule &apos;lcm&apos;. One call of the model a step; wants a guidance scale of 1 to 2.</source>
        <translation>仅用于潜在一致性模型（arXiv 2310.04378）与 LCM LoRA：2 到 8 步，每步到达图片再带新噪声返回，配合调度“lcm”。每步调用模型一次；引导强度宜为 1 到 2。</translation>
    </message>
    <message>
        <source>boundary</source>
        <translation>边界</translation>
    </message>
    <message>
        <source>Leaves the lowest levels as they are, as in the distillation and in diffusers; ComfyUI does not.</source>
        <translation>最低的几级保持原样，与蒸馏时及 diffusers 相同；ComfyUI 不这样做。</translation>
    </message>
    <message>
        <source>LMS</source>
        <translation>LMS</translation>
    </message>
    <message>
        <source>Linear multistep: carries the slopes of the last steps on, like PNDM but for levels at any distance. One call of the model a step. Wants 20 steps or more.</source>
        <translation>线性多步法：延续最近几步的斜率，类似 PNDM，但适用于任意间距的噪声级。每步调用模型一次。宜用 20 步以上。</translation>
    </message>
    <message>
        <source>How many slopes count; 1 is Euler.</source>
        <translation>用几个斜率；1 即 Euler。</translation>
    </message>
    <message>
        <source>PNDM</source>
        <translation>PNDM</translation>
    </message>
    <message>
        <source>Linear multistep (arXiv 2202.09778, PLMS): the first Stable Diffusion&apos;s default. Goes with the &apos;leading&apos; spacing. One call of the model a step.</source>
        <translation>线性多步法（arXiv 2202.09778，PLMS）：最初 Stable Diffusion 的默认采样器。配合“leading”间隔使用。每步调用模型一次。</translation>
    </message>
    <message>
        <source>warm up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>Starts with three Runge-Kutta steps of four calls each instead of one of two: the paper&apos;s PNDM, for models without a latent.</source>
        <translation>以三个各调用四次的龙格-库塔步开始，而不是一个两次的：即论文的 PNDM，用于没有潜变量的模型。</translation>
    </message>
    <message>
        <source>Probability Flow (RK45)</source>
        <translation>概率流（RK45）</translation>
    </message>
    <message>
        <source>Solves the ordinary differential equation that has the noise&apos;s distribution at every time (arXiv 2011.13456, section 4.3), with steps of its own choice and a bound on their error. The same noise gives the same picture however it is solved.</source>
        <translation>求解在每一时刻与加噪过程同分布的常微分方程（arXiv 2011.13456，4.3 节），步长自选，误差有界。无论如何求解，同样的噪声都得到同样的图片。</translation>
    </message>
    <message>
        <source>A model of score_sde: its own equation is taken then. Any other is taken to have the one that is chosen here.</source>
        <translation>score_sde 的模型：使用它自己的方程。其他模型视为具有此处所选的方程。</translation>
    </message>
    <message>
        <source>Of each step&apos;s error, relative and absolute. 1e-5 in the paper; less takes more calls of the model.</source>
        <translation>每步误差的上限，相对与绝对。论文中为 1e-5；更小则需要更多次模型调用。</translation>
    </message>
    <message>
        <source>stages</source>
        <translation>阶段数</translation>
    </message>
    <message>
        <source>Parts of the way after which the picture so far is shown. Each begins its steps anew.</source>
        <translation>走到全程的哪些部分时显示当时的图片。每一段的步骤重新开始。</translation>
    </message>
    <message>
        <source>The sampler; it wants the schedule beside it.</source>
        <translation>采样器；它需要旁边所给的调度。</translation>
    </message>
    <message>
        <source>schedule</source>
        <translation>噪声调度</translation>
    </message>
    <message>
        <source>The stages, evenly spread in time.</source>
        <translation>各阶段，在时间上均匀分布。</translation>
    </message>
    <message>
        <source>Recurrence</source>
        <translation>重复步</translation>
    </message>
    <message>
        <source>Takes each step several times: after it the noise it took away is put back anew, and the step is made again from there (universal guidance, arXiv 2302.07121; FreeDoM&apos;s time travel, arXiv 2303.09833). Gives strong guidance the time to make one picture of what it asks for and what the model knows.</source>
        <translation>每一步做多次：之后把它去掉的噪声重新加回，再从那里重走这一步（通用引导，arXiv 2302.07121；FreeDoM 的时间旅行，arXiv 2303.09833）。使强引导有时间把所求的与模型所知的合成一张图片。</translation>
    </message>
    <message>
        <source>How to step.</source>
        <translation>如何步进。</translation>
    </message>
    <message>
        <source>How often each step is made; 1: once, as without this. The work grows by as much.</source>
        <translation>每一步做几次；1：一次，等于不用它。工作量随之成倍增加。</translation>
    </message>
    <message>
        <source>Repeats only steps from noise levels above this. What is left below is detail, which needs no second try.</source>
        <translation>仅重复高于此噪声水平的步。更低处只剩细节，不需要再试。</translation>
    </message>
    <message>
        <source>Repeats only steps from noise levels up to this. Above nothing is decided yet.</source>
        <translation>仅重复不高于此噪声水平的步。更高处什么都还未定。</translation>
    </message>
    <message>
        <source>The sampler that repeats its steps.</source>
        <translation>重复其步骤的采样器。</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Turns noise into a picture, step by step, as the guidance says.</source>
        <translation>按引导所说，一步步把噪声变成图片。</translation>
    </message>
    <message>
        <source>What to draw, and how strongly to insist.</source>
        <translation>画什么，以及坚持的程度。</translation>
    </message>
    <message>
        <source>Which noise levels to step through.</source>
        <translation>要经过哪些噪声水平。</translation>
    </message>
    <message>
        <source>An empty canvas, or a picture to start from; with a mask only that part changes.</source>
        <translation>空画布，或作为起点的图片；有蒙版时只改变那一部分。</translation>
    </message>
    <message>
        <source>Chooses the noise; the same seed gives the same picture.</source>
        <translation>决定噪声；同样的种子得到同样的图片。</translation>
    </message>
    <message>
        <source>philox: the same on every machine and for every batch size. torch_cpu: the numbers that ComfyUI and diffusers draw on the CPU. nvidia: those that A1111 and Forge draw on NVIDIA&apos;s cards (their &quot;NV&quot; everywhere).</source>
        <translation>philox：在每台机器上、每种批大小下都相同。torch_cpu：ComfyUI 与 diffusers 在 CPU 上抽取的数。nvidia：A1111 与 Forge 在 NVIDIA 显卡上抽取的数（即其各处的“NV”）。</translation>
    </message>
    <message>
        <source>inpaint</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>With a mask: show the model the known part at every step (k-diffusion, soft masks), or put it back after every step (diffusers).</source>
        <translation>有蒙版时：每步都给模型看已知部分（k-diffusion，软蒙版），或每步之后放回（diffusers）。</translation>
    </message>
    <message>
        <source>The finished latents.</source>
        <translation>完成的潜变量。</translation>
    </message>
    <message>
        <source>trace</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>What guidance did in every step, for the nodes of the category Trace.</source>
        <translation>引导在每一步中做了什么，供“轨迹”类别的节点使用。</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>噪声调度</translation>
    </message>
    <message>
        <source>The noise levels that a sampler walks through, from noise to picture.</source>
        <translation>采样器从噪声走到图片所经过的噪声水平。</translation>
    </message>
    <message>
        <source>The model, for the levels it was trained on.</source>
        <translation>模型，用以确定它训练过的噪声水平。</translation>
    </message>
    <message>
        <source>Number of steps. Not read by respaced.</source>
        <translation>步数。respaced 不读取它。</translation>
    </message>
    <message>
        <source>How the levels are spread: karras has more of them near the picture; trailing suits models without a clean start; lcm is for LCM, TCD and their LoRAs; respaced keeps training steps as guided-diffusion does.</source>
        <translation>各级如何分布：karras 在接近图片处较密；trailing 适合起点不纯净的模型；lcm 用于 LCM、TCD 及其 LoRA；respaced 如 guided-diffusion 那样保留训练步。</translation>
    </message>
    <message>
        <source>Below 1 only the last part of the steps is run, to change a given picture instead of making a new one.</source>
        <translation>小于 1 时只运行最后一部分步骤，用来改变给定的图片而不是生成新的。</translation>
    </message>
    <message>
        <source>ρ</source>
        <translation>ρ</translation>
    </message>
    <message>
        <source>rho</source>
        <translation>ρ</translation>
    </message>
    <message>
        <source>Bend of karras (7) and polyexponential (1); 0 their usual value.</source>
        <translation>karras（7）与 polyexponential（1）的弯曲程度；0 为其惯用值。</translation>
    </message>
    <message>
        <source>respacing</source>
        <translation>取步方式</translation>
    </message>
    <message>
        <source>Of respaced, in the words of guided-diffusion&apos;s timestep_respacing: &quot;250&quot; steps, evenly; &quot;10,15,20&quot;: so many in each third of the training steps, from the picture up; &quot;ddim25&quot;: every k-th step for the k that leaves 25, as the DDIM paper has it.</source>
        <translation>用于 respaced，按 guided-diffusion 的 timestep_respacing 写法：“250”为均匀的这么多步；“10,15,20”为训练步每三分之一各这么多步，从图片一端起；“ddim25”为每隔 k 步取一步，k 使得剩下 25 步，如 DDIM 论文。</translation>
    </message>
    <message>
        <source>Skip the last but one</source>
        <translation>跳过倒数第二个</translation>
    </message>
    <message>
        <source>skip penultimate</source>
        <translation>跳过倒数第二步</translation>
    </message>
    <message>
        <source>Leaves out the lowest level above the picture and spreads the steps over the others: A1111 and ComfyUI do so for DPM2 and DPM2 a, ComfyUI for UniPC, A1111 for DPM++ 3M SDE. Of the kinds that choose noise levels, up to log_snr in the list.</source>
        <translation>略去图片之上最低的一级，把步骤分布到其余各级：A1111 与 ComfyUI 对 DPM2 和 DPM2 a、ComfyUI 对 UniPC、A1111 对 DPM++ 3M SDE 如此。适用于列表中到 log_snr 为止、自选噪声水平的种类。</translation>
    </message>
    <message>
        <source>The levels.</source>
        <translation>各级噪声。</translation>
    </message>
    <message>
        <source>Reverse SDE</source>
        <translation>逆向 SDE</translation>
    </message>
    <message>
        <source>Runs the stochastic differential equation of noise backwards, in continuous time (arXiv 2011.13456). With the gradient of a classifier it is the conditional equation. One call of the model a step, one more for each correction.</source>
        <translation>在连续时间中逆向运行加噪的随机微分方程（arXiv 2011.13456）。配合分类器的梯度即为条件方程。每步调用模型一次，每次校正再加一次。</translation>
    </message>
    <message>
        <source>From time 1 to 0. The paper takes 1000 to 2000; fewer leave noise in the picture.</source>
        <translation>从时间 1 到 0。论文取 1000 到 2000；更少则图片中会残留噪声。</translation>
    </message>
    <message>
        <source>predictor</source>
        <translation>预测器</translation>
    </message>
    <message>
        <source>How a step is taken: as the forward process steps, by the plain Euler-Maruyama rule, or as DDPM&apos;s and NCSN&apos;s ancestral sampling. None leaves it to the corrector.</source>
        <translation>一步怎么走：如前向过程那样步进，用普通的 Euler-Maruyama 规则，或如 DDPM 与 NCSN 的祖先采样。“无”则全交给校正器。</translation>
    </message>
    <message>
        <source>corrector</source>
        <translation>校正器</translation>
    </message>
    <message>
        <source>Before each step: Langevin dynamics, which moves x along the score to where it belongs at this noise.</source>
        <translation>每步之前：朗之万动力学，沿分数把 x 移到在此噪声水平上应在之处。</translation>
    </message>
    <message>
        <source>snr</source>
        <translation>信噪比</translation>
    </message>
    <message>
        <source>How far a correction goes, relative to its noise. 0.16 for vesde, 0.01 to 0.1 for the others.</source>
        <translation>一次校正走多远，相对于其噪声。vesde 为 0.16，其他为 0.01 到 0.1。</translation>
    </message>
    <message>
        <source>corrections</source>
        <translation>校正次数</translation>
    </message>
    <message>
        <source>Corrections before each step.</source>
        <translation>每步之前的校正。</translation>
    </message>
    <message>
        <source>probability flow</source>
        <translation>概率流</translation>
    </message>
    <message>
        <source>Half the score and no noise: the deterministic flow, by the same steps. Not with ancestral.</source>
        <translation>分数减半且无噪声：以同样的步子走确定性的流。不可与祖先采样合用。</translation>
    </message>
    <message>
        <source>What is known of the picture, by &apos;Known Part&apos;: it is put in after each correction and step, with the noise that belongs there, and the rest follows.</source>
        <translation>图片的已知内容，来自“已知部分”：每次校正和每步之后带着应有的噪声放入，其余随之而变。</translation>
    </message>
    <message>
        <source>Evenly spread in time.</source>
        <translation>在时间上均匀分布。</translation>
    </message>
    <message>
        <source>TCD</source>
        <translation>TCD</translation>
    </message>
    <message>
        <source>For trajectory consistency models (arXiv 2402.19159) and their LoRAs alone: 2 to 8 steps with as much noise as wanted, with the schedule &apos;lcm&apos;. One call of the model a step; wants a guidance scale of 1 to 2.</source>
        <translation>仅用于轨迹一致性模型（arXiv 2402.19159）及其 LoRA：2 到 8 步，噪声多少可选，配合调度“lcm”。每步调用模型一次；引导强度宜为 1 到 2。</translation>
    </message>
    <message>
        <source>0: no noise, for few steps; higher for more steps, which then add detail. The paper&apos;s γ.</source>
        <translation>0：无噪声，适合少步数；步数多时取大些，以增添细节。即论文的 γ。</translation>
    </message>
    <message>
        <source>UniPC</source>
        <translation>UniPC</translation>
    </message>
    <message>
        <source>Predicts the step, then corrects it with the next estimate at no cost (arXiv 2302.04867): good from 5 to 10 steps on. One call of the model a step.</source>
        <translation>先预测一步，再用下一个估计校正它而不增加开销（arXiv 2302.04867）：5 到 10 步起就很好。每步调用模型一次。</translation>
    </message>
    <message>
        <source>2 for strong guidance, 3 for none.</source>
        <translation>强引导用 2，无引导用 3。</translation>
    </message>
    <message>
        <source>The paper&apos;s B(h): bh2 as in diffusers; bh1 for little guidance and very few steps (uni_pc in ComfyUI).</source>
        <translation>论文的 B(h)：bh2 与 diffusers 相同；bh1 用于弱引导且步数很少时（ComfyUI 中的 uni_pc）。</translation>
    </message>
    <message>
        <source>Lower orders in the last steps.</source>
        <translation>最后几步用低阶。</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Turns a text into what a model is asked to draw.</source>
        <translation>把文本变成要求模型画的内容。</translation>
    </message>
    <message>
        <source>The text encoder of the model.</source>
        <translation>模型的文本编码器。</translation>
    </message>
    <message>
        <source>The prompt. Empty: what the model draws when nothing is asked.</source>
        <translation>提示词。为空：什么都不要求时模型所画的内容。</translation>
    </message>
    <message>
        <source>syntax</source>
        <translation>语法</translation>
    </message>
    <message>
        <source>Whose brackets are understood: (word:1.2) in both, [a:b:0.4] and AND in a1111 only, none in plain. [a:b:0.4] is a for the first 40 % of the steps that the sampler runs, [a:b:10] is a up to its step 10, [a|b] takes turns.</source>
        <translation>理解谁的括号：(word:1.2) 两者都有，[a:b:0.4] 与 AND 只有 a1111 有，纯文本则都没有。[a:b:0.4] 在采样器所走步数的前 40 % 为 a，[a:b:10] 到第 10 步为止为 a，[a|b] 轮流。</translation>
    </message>
    <message>
        <source>emphasis</source>
        <translation>强调方式</translation>
    </message>
    <message>
        <source>How weights act: as the syntax&apos;s program does, or A1111&apos;s original, A1111&apos;s without restoring the mean, ComfyUI&apos;s interpolation.</source>
        <translation>权重如何起作用：按所选语法的程序，或 A1111 原来的做法、不恢复均值的 A1111、ComfyUI 的插值。</translation>
    </message>
    <message>
        <source>clip skip</source>
        <translation>跳过 CLIP 层</translation>
    </message>
    <message>
        <source>Layer of the text encoder that is read: 1 the last, 2 the one before it; 0 the model&apos;s own choice.</source>
        <translation>读取文本编码器的哪一层：1 为最后一层，2 为其前一层；0 由模型自定。</translation>
    </message>
    <message>
        <source>The encoded prompt.</source>
        <translation>编码后的提示词。</translation>
    </message>
    <message>
        <source>Prompt (SDXL)</source>
        <translation>提示词（SDXL）</translation>
    </message>
    <message>
        <source>A prompt with what SDXL also reads: a second text, picture size and crop, and how an empty negative prompt counts.</source>
        <translation>带有 SDXL 另外读取的内容的提示词：第二段文本、图片大小与裁剪，以及空的负面提示词如何处理。</translation>
    </message>
    <message>
        <source>The text encoder of an SDXL model or refiner.</source>
        <translation>SDXL 模型或精炼模型的文本编码器。</translation>
    </message>
    <message>
        <source>text 2</source>
        <translation>文本 2</translation>
    </message>
    <message>
        <source>For the second encoder (OpenCLIP bigG); the prompt itself if empty.</source>
        <translation>给第二个编码器（OpenCLIP bigG）；为空则用提示词本身。</translation>
    </message>
    <message>
        <source>This is a negative prompt: the zeroing rule and the refiner&apos;s lower score apply.</source>
        <translation>这是负面提示词：适用置零规则以及精炼模型的较低分数。</translation>
    </message>
    <message>
        <source>zero</source>
        <translation>零</translation>
    </message>
    <message>
        <source>When a negative prompt is all zeros instead of an encoding: as the syntax&apos;s program does, never, or when its text is empty.</source>
        <translation>负面提示词何时全为零而不是编码：按所选语法的程序、从不，或其文本为空时。</translation>
    </message>
    <message>
        <source>Width of the picture.</source>
        <translation>图片的宽度。</translation>
    </message>
    <message>
        <source>Height of the picture.</source>
        <translation>图片的高度。</translation>
    </message>
    <message>
        <source>original width</source>
        <translation>原图宽度</translation>
    </message>
    <message>
        <source>Width the model is told the original had; 0 as the picture.</source>
        <translation>告诉模型的原图宽度；0 表示与图片相同。</translation>
    </message>
    <message>
        <source>original height</source>
        <translation>原图高度</translation>
    </message>
    <message>
        <source>Height the model is told the original had; 0 as the picture.</source>
        <translation>告诉模型的原图高度；0 表示与图片相同。</translation>
    </message>
    <message>
        <source>crop left</source>
        <translation>左侧裁剪</translation>
    </message>
    <message>
        <source>Pixels the model is told were cut off at the left.</source>
        <translation>告诉模型左侧裁去了多少像素。</translation>
    </message>
    <message>
        <source>crop top</source>
        <translation>顶部裁剪</translation>
    </message>
    <message>
        <source>Pixels the model is told were cut off at the top.</source>
        <translation>告诉模型顶部裁去了多少像素。</translation>
    </message>
    <message>
        <source>Look at a Step</source>
        <translation>查看一步</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>Asks a guider once more about one step of a run, and shows what it says: the estimates and what each term changes. With another guider: what that would have said there.</source>
        <translation>就一次运行中的某一步再问一次引导器，并显示它的回答：各估计以及每一项的改变。换一个引导器：那个引导器在此处会怎么说。</translation>
    </message>
    <message>
        <source>Of the run to look into.</source>
        <translation>要查看的那次运行的种子。</translation>
    </message>
    <message>
        <source>The guider of that run, or another one of the same model.</source>
        <translation>那次运行的引导器，或同一模型的另一个引导器。</translation>
    </message>
    <message>
        <source>The autoencoder of a model of latents: its pictures are shown, and what the terms change in them.</source>
        <translation>潜变量模型的自编码器：用它显示其图片，以及各项在图片中改变了什么。</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Which step, from 1; beyond the last one: the last one.</source>
        <translation>第几步，从 1 起；超过最后一步则为最后一步。</translation>
    </message>
    <message>
        <source>What the model saw: the picture under its noise.</source>
        <translation>模型所见：噪声之下的图片。</translation>
    </message>
    <message>
        <source>estimate</source>
        <translation>估计</translation>
    </message>
    <message>
        <source>The guided estimate of the finished picture.</source>
        <translation>对完成图片的有引导估计。</translation>
    </message>
    <message>
        <source>The estimate that guidance starts from: without the prompt, or for the negative one.</source>
        <translation>引导的出发估计：无提示词的，或负面提示词的。</translation>
    </message>
    <message>
        <source>The estimate for the prompt alone.</source>
        <translation>仅对提示词的估计。</translation>
    </message>
    <message>
        <source>terms</source>
        <translation>各项</translation>
    </message>
    <message>
        <source>What each term changes, one map after the other: orange where it makes the picture lighter, blue where darker. Without an autoencoder: the mean over the channels.</source>
        <translation>每一项改变了什么，一张图接一张：橙色为变亮，蓝色为变暗。没有自编码器时：各通道的平均。</translation>
    </message>
    <message>
        <source>saliency</source>
        <translation>显著图</translation>
    </message>
    <message>
        <source>How much each term changes, in any direction: black where nothing, yellow where most.</source>
        <translation>每一项在任意方向上改变多少：黑色为无，黄色最多。</translation>
    </message>
    <message>
        <source>Plot a Trace</source>
        <translation>绘制轨迹图</translation>
    </message>
    <message>
        <source>What guidance did in every step of a run, as curves: noise, weights, lengths, cosines, what is clipped, what judges say, and the time it took.</source>
        <translation>引导在一次运行的每一步中做了什么，画成曲线：噪声、权重、长度、余弦、截断、裁判的判断以及所用时间。</translation>
    </message>
    <message>
        <source>panel height</source>
        <translation>面板高度</translation>
    </message>
    <message>
        <source>Height of each panel, of which there is one for everything that the run has; a panel with a long legend is higher.</source>
        <translation>每个面板的高度，运行中有的每一项各占一个；图例长的面板会更高。</translation>
    </message>
    <message>
        <source>The panels, one above the other, over the same steps.</source>
        <translation>各面板，上下排列，步骤相同。</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Trains a model by a configuration and hands it on. A run that was cancelled has left a checkpoint, from which the next one goes on.</source>
        <translation>按配置训练模型并交出。取消的运行会留下检查点，下次运行由此继续。</translation>
    </message>
    <message>
        <source>configuration</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>A training configuration, as `noiseloom train` reads it, in a model folder. The files that it names lie relative to it.</source>
        <translation>`noiseloom train` 所读的训练配置，位于模型文件夹中。其中所列文件的路径相对于它。</translation>
    </message>
    <message>
        <source>How many steps in all; 0: as the configuration says.</source>
        <translation>总步数；0：按配置。</translation>
    </message>
    <message>
        <source>Of the weights, the order and the noise; 0: as the configuration says.</source>
        <translation>权重、顺序与噪声的种子；0：按配置。</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Where checkpoint, log, pictures and model go: in a folder of their own for each configuration and seed.</source>
        <translation>检查点、日志、图片与模型存放之处：每个配置与种子各有自己的文件夹。</translation>
    </message>
    <message>
        <source>The trained model, where that is a denoiser.</source>
        <translation>训练出的模型，如果训练的是去噪模型。</translation>
    </message>
    <message>
        <source>The text encoder that it was trained with.</source>
        <translation>它训练时所用的文本编码器。</translation>
    </message>
    <message>
        <source>The autoencoder that it was trained with, or the trained one.</source>
        <translation>它训练时所用的自编码器，或训练出的自编码器。</translation>
    </message>
    <message>
        <source>The trained classifier, where that is one.</source>
        <translation>训练出的分类器，如果训练的是它。</translation>
    </message>
    <message>
        <source>The loss over the steps, on a logarithmic scale.</source>
        <translation>各步的损失，对数刻度。</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>The pictures of the last report: samples, or reconstructions.</source>
        <translation>上次报告的图片：样本或重建结果。</translation>
    </message>
    <message>
        <source>The folder of the weights.</source>
        <translation>权重所在的文件夹。</translation>
    </message>
    <message>
        <source>Curve</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>A value that changes over the steps, from the noise (0) to the picture (1).</source>
        <translation>随步变化的值，从噪声（0）到图片（1）。</translation>
    </message>
    <message>
        <source>A number, or knots of position and value with straight lines between them.</source>
        <translation>一个数字，或由位置与值组成、以直线相连的控制点。</translation>
    </message>
    <message>
        <source>The same curve.</source>
        <translation>同一曲线。</translation>
    </message>
    <message>
        <source>Integer</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>A whole number to use in several places.</source>
        <translation>供多处使用的整数。</translation>
    </message>
    <message>
        <source>The whole number.</source>
        <translation>整数。</translation>
    </message>
    <message>
        <source>The same number.</source>
        <translation>同一数字。</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>A number to use in several places.</source>
        <translation>供多处使用的数字。</translation>
    </message>
    <message>
        <source>The number.</source>
        <translation>这个数字。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>One seed for several samplers: equal seeds give equal noise.</source>
        <translation>供多个采样器共用的种子：种子相同，噪声相同。</translation>
    </message>
    <message>
        <source>Any whole number from 0 to 2^64 - 1.</source>
        <translation>从 0 到 2^64 - 1 的任意整数。</translation>
    </message>
    <message>
        <source>The same seed.</source>
        <translation>同一种子。</translation>
    </message>
    <message>
        <source>A text to use in several places, such as a prompt.</source>
        <translation>供多处使用的文本，例如提示词。</translation>
    </message>
    <message>
        <source>The text.</source>
        <translation>文本。</translation>
    </message>
    <message>
        <source>The same text.</source>
        <translation>同一文本。</translation>
    </message>
    <message>
        <source>Text to image</source>
        <translation>文生图</translation>
    </message>
    <message>
        <source>A picture from a prompt, by classifier-free guidance.</source>
        <translation>由提示词生成图片，用无分类器引导。</translation>
    </message>
    <message>
        <source>Guidance scale</source>
        <translation>引导强度</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Negative Prompt</source>
        <translation>负面提示词</translation>
    </message>
    <message>
        <source>Image to image</source>
        <translation>图生图</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Guide with CLIP</source>
        <translation>用 CLIP 引导</translation>
    </message>
    <message>
        <source>CLIP looks at what each step expects, and pulls it towards a text of its own: here a colour that the prompt leaves open.</source>
        <translation>CLIP 查看每一步所预期的图片，并把它拉向自己的文本：此处是提示词未定的颜色。</translation>
    </message>
    <message>
        <source>What CLIP shall see</source>
        <translation>CLIP 应看到什么</translation>
    </message>
    <message>
        <source>CLIP&apos;s scale</source>
        <translation>CLIP 的强度</translation>
    </message>
    <message>
        <source>Compare guidance</source>
        <translation>比较引导强度</translation>
    </message>
    <message>
        <source>The same noise under growing guidance scale, side by side: 1, 2, 4, 7, 12.</source>
        <translation>同样的噪声、渐增的引导强度，并排比较：1、2、4、7、12。</translation>
    </message>
    <message>
        <source>Class conditional</source>
        <translation>类别条件</translation>
    </message>
    <message>
        <source>Four pictures of one class, by guided-diffusion&apos;s network on pixels.</source>
        <translation>一个类别的四张图片，由 guided-diffusion 的网络在像素上生成。</translation>
    </message>
    <message>
        <source>Classifier guidance</source>
        <translation>分类器引导</translation>
    </message>
    <message>
        <source>Four pictures of one class, from a model that is asked for none: a classifier leads it there.</source>
        <translation>一个类别的四张图片，来自未被要求任何类别的模型：由分类器引向那里。</translation>
    </message>
    <message>
        <source>Colourise</source>
        <translation>上色</translation>
    </message>
    <message>
        <source>Gives the grey of a picture other colours: the reverse SDE keeps to what is known of a picture, with a model that was never trained for it.</source>
        <translation>为图片的灰度配上别的颜色：逆向 SDE 遵守图片的已知部分，所用模型从未为此训练。</translation>
    </message>
    <message>
        <source>Corrections a step</source>
        <translation>每步校正次数</translation>
    </message>
    <message>
        <source>Diffusion CLIP</source>
        <translation>DiffusionCLIP 编辑</translation>
    </message>
    <message>
        <source>Learns from one picture what a text&apos;s change means for it (DiffusionCLIP): the picture, what the model makes of it again, and the edit.</source>
        <translation>从一张图片学习文本的改变对它意味着什么（DiffusionCLIP）：原图、模型由它重画的图，以及编辑结果。</translation>
    </message>
    <message>
        <source>What it shows</source>
        <translation>图片显示什么</translation>
    </message>
    <message>
        <source>What it shall show</source>
        <translation>图片应显示什么</translation>
    </message>
    <message>
        <source>Degree of the change</source>
        <translation>改变的程度</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Keep the rest</source>
        <translation>保留其余部分</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>深度</translation>
    </message>
    <message>
        <source>Fidelity diversity</source>
        <translation>保真度与多样性</translation>
    </message>
    <message>
        <source>What guidance costs: many pictures at each of eight scales, and how near they come to true ones (FID, precision) and how far they differ (recall, Vendi score). For noiseloom sweep.</source>
        <translation>引导的代价：八种强度下各许多图片，它们离真实图片有多近（FID、精确率），彼此相差多大（召回率、Vendi 分数）。供 noiseloom sweep 使用。</translation>
    </message>
    <message>
        <source>What true pictures show</source>
        <translation>真实图片显示什么</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Inpaint</source>
        <translation>局部重绘</translation>
    </message>
    <message>
        <source>Repaints a part of a picture; the rest stays as it was.</source>
        <translation>重绘图片的一部分；其余保持原样。</translation>
    </message>
    <message>
        <source>Look at a step</source>
        <translation>查看一步</translation>
    </message>
    <message>
        <source>What guidance does in one step: the picture under its noise, the estimates without and with the prompt and the guided one, and what guidance changes.</source>
        <translation>引导在一步中做了什么：噪声之下的图片，无提示词、有提示词与有引导的估计，以及引导改变了什么。</translation>
    </message>
    <message>
        <source>Step to look at</source>
        <translation>要查看的步</translation>
    </message>
    <message>
        <source>Negative prompt</source>
        <translation>负面提示词</translation>
    </message>
    <message>
        <source>A picture from a prompt that also moves away from a negative prompt.</source>
        <translation>由提示词生成并远离负面提示词的图片。</translation>
    </message>
    <message>
        <source>Perturbed attention</source>
        <translation>扰动注意力</translation>
    </message>
    <message>
        <source>Pictures of what the model likes, without a prompt, a class or a judge: led away from what it draws when the positions of a picture cannot look at each other.</source>
        <translation>模型喜欢的图片，没有提示词、类别或裁判：远离图片各位置无法互相关注时它所画的内容。</translation>
    </message>
    <message>
        <source>Three gaussians</source>
        <translation>三个高斯分布</translation>
    </message>
    <message>
        <source>Three Gaussians whose truth is known, guided more and more: samples leave the other classes and draw together. Figure 2 of the classifier-free guidance paper.</source>
        <translation>三个真值已知的高斯分布，引导越来越强：样本离开其他类别并聚拢。无分类器引导论文的图 2。</translation>
    </message>
    <message>
        <source>Guidance scale 1</source>
        <translation>引导强度 1</translation>
    </message>
    <message>
        <source>Guidance scale 2</source>
        <translation>引导强度 2</translation>
    </message>
    <message>
        <source>Guidance scale 3</source>
        <translation>引导强度 3</translation>
    </message>
    <message>
        <source>Guidance scale 4</source>
        <translation>引导强度 4</translation>
    </message>
    <message>
        <source>Width of a class</source>
        <translation>类别的宽度</translation>
    </message>
    <message>
        <source>Trains a tiny autoencoder on scenes in a minute and shows what it makes of pictures that it has not seen.</source>
        <translation>用一分钟在场景上训练一个很小的自编码器，并显示它如何重建未见过的图片。</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Two stage</source>
        <translation>两阶段</translation>
    </message>
    <message>
        <source>A picture in two stages: drawn small, made larger, and its last steps drawn again, by a subgraph.</source>
        <translation>分两个阶段的图片：先画小图，再放大，并由子图重画最后几步。</translation>
    </message>
    <message>
        <source>Redraw</source>
        <translation>重绘</translation>
    </message>
    <message>
        <source>Refine</source>
        <translation>细化</translation>
    </message>
    <message>
        <source>Makes latents larger and draws their last steps again, for detail that the first pass had no room for.</source>
        <translation>放大潜变量并重绘最后几步，补上第一遍容不下的细节。</translation>
    </message>
    <message>
        <source>VQGAN CLIP</source>
        <translation>VQGAN-CLIP</translation>
    </message>
    <message>
        <source>Searches a picture that CLIP finds similar to the prompt (VQGAN-CLIP): no diffusion, only the gradient of CLIP&apos;s judgement.</source>
        <translation>搜索 CLIP 认为与提示词相似的图片（VQGAN-CLIP）：没有扩散，只有 CLIP 评判的梯度。</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>迭代次数</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>coverage</source>
        <translation>覆盖度</translation>
    </message>
    <message>
        <source>The mask as it was used, fitted and softened: image editors take it for the new layer&apos;s transparency.</source>
        <translation>实际使用的蒙版，已适配并柔化：图像编辑器以它作为新图层的透明度。</translation>
    </message>
    <message>
        <source>Crop Around Mask</source>
        <translation>围绕蒙版裁切</translation>
    </message>
    <message>
        <source>Cuts out what is masked, with its surroundings, at the size that a model works at; &apos;Paste Back&apos; puts the result where it came from.</source>
        <translation>把蒙版所示之处连同周围一起裁出，缩放到模型工作的尺寸；“贴回”把结果放回原处。</translation>
    </message>
    <message>
        <source>The picture, or several of one size.</source>
        <translation>图片，或大小相同的几张。</translation>
    </message>
    <message>
        <source>What the model is to repaint. Where it is 0 everywhere, nothing is selected, and all of the picture is taken. Scaled to the picture where its sides have the same ratio.</source>
        <translation>模型要重绘之处。若处处为 0，即未选任何东西，则取整张图片。边长比例相同时会缩放到图片大小。</translation>
    </message>
    <message>
        <source>The model that will repaint it: says at what size it works, and in what multiples.</source>
        <translation>将要重绘它的模型：由它得知工作的尺寸及其倍数。</translation>
    </message>
    <message>
        <source>padding</source>
        <translation>留边</translation>
    </message>
    <message>
        <source>Surroundings on every side that the model sees too, as a part of the longer side of what is masked.</source>
        <translation>每一侧也给模型看的周围部分，以蒙版所示之处较长一边的比例计。</translation>
    </message>
    <message>
        <source>The side of a square that the model works at; other shapes get about as many pixels, and at most twice the side. 0: what the model was trained on, or without a model the picture&apos;s own pixels.</source>
        <translation>模型工作的正方形边长；其他形状的像素数大致相同，边长至多为其两倍。0：模型训练时的尺寸；没有模型时为图片自身的像素。</translation>
    </message>
    <message>
        <source>least</source>
        <translation>最小</translation>
    </message>
    <message>
        <source>A small mask gets surroundings until the region is so wide and high, where the picture has room. 0: half of the size that the model works at.</source>
        <translation>蒙版很小时，在图片容得下之处加入周围部分，直到区域有这么宽和高。0：模型工作尺寸的一半。</translation>
    </message>
    <message>
        <source>inside</source>
        <translation>内部</translation>
    </message>
    <message>
        <source>What is under the mask in the part that is cut out: the picture, or its surroundings, continued smoothly, so that nothing of what is to go is left for the model to see.</source>
        <translation>裁出部分中蒙版之下的内容：图片本身，或由周围平滑延续而来，这样模型就看不到要去掉的东西。</translation>
    </message>
    <message>
        <source>The part to work on.</source>
        <translation>要处理的部分。</translation>
    </message>
    <message>
        <source>Of the same size: 1 wherever something is masked, however little.</source>
        <translation>大小相同：凡有蒙版之处，哪怕很淡，都为 1。</translation>
    </message>
    <message>
        <source>region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Where it was cut out, for &apos;Paste Back&apos;.</source>
        <translation>从何处裁出，供“贴回”使用。</translation>
    </message>
    <message>
        <source>Extend Canvas</source>
        <translation>扩展画布</translation>
    </message>
    <message>
        <source>Makes room beside a picture for a model to paint on.</source>
        <translation>在图片旁边腾出地方，供模型绘制。</translation>
    </message>
    <message>
        <source>New canvas on the left, in the unit below: pixels, or percent of the picture&apos;s width.</source>
        <translation>左侧的新画布，单位见下：像素，或图片宽度的百分比。</translation>
    </message>
    <message>
        <source>New canvas above, or percent of the height.</source>
        <translation>上方的新画布，或高度的百分比。</translation>
    </message>
    <message>
        <source>New canvas on the right.</source>
        <translation>右侧的新画布。</translation>
    </message>
    <message>
        <source>New canvas below.</source>
        <translation>下方的新画布。</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>What these numbers count.</source>
        <translation>这些数字以何计。</translation>
    </message>
    <message>
        <source>fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>What is in the new area: the picture&apos;s colours, running out of it and mixing, or its edge, repeated.</source>
        <translation>新区域中的内容：图片的颜色流出并混合，或重复其边缘。</translation>
    </message>
    <message>
        <source>overlap</source>
        <translation>重叠</translation>
    </message>
    <message>
        <source>How far the mask reaches into the picture, in the same unit (percent of the shorter side), at most a quarter of it, so that the new part can be joined to it there.</source>
        <translation>蒙版伸入图片多深，单位相同（较短一边的百分比），至多为图片的四分之一，新的部分在那里与图片衔接。</translation>
    </message>
    <message>
        <source>The larger pictures; they know where the first pixel of the old ones lies.</source>
        <translation>变大的图片；它们知道原图的第一个像素在哪里。</translation>
    </message>
    <message>
        <source>1 where a model is to paint: the new area and the overlap.</source>
        <translation>模型要绘制之处为 1：新区域与重叠部分。</translation>
    </message>
    <message>
        <source>transparent</source>
        <translation>透明处</translation>
    </message>
    <message>
        <source>What is put where it is transparent: white, or its surroundings, continued smoothly, for parts that are to be filled.</source>
        <translation>透明之处放什么：白色，或由周围平滑延续而来，用于将要填充的部分。</translation>
    </message>
    <message>
        <source>Paste Back</source>
        <translation>贴回</translation>
    </message>
    <message>
        <source>Puts what was made of a region back into its picture, at the picture&apos;s own resolution; what is not masked stays as it was, bit for bit.</source>
        <translation>把由区域做成的结果以图片自身的分辨率放回图片；蒙版之外逐比特保持不变。</translation>
    </message>
    <message>
        <source>The picture that the region was cut out of; the first of a batch.</source>
        <translation>区域所出自的图片；批次中的第一张。</translation>
    </message>
    <message>
        <source>What was made of the region, of any size; several make several pictures.</source>
        <translation>由区域做成的结果，大小不限；有几张就做成几张图片。</translation>
    </message>
    <message>
        <source>Where it was cut out, from &apos;Crop Around Mask&apos;.</source>
        <translation>从何处裁出，来自“围绕蒙版裁切”。</translation>
    </message>
    <message>
        <source>The mask of the whole picture. Where it is 0 everywhere, all of the region is taken.</source>
        <translation>整张图片的蒙版。若处处为 0，则取整个区域。</translation>
    </message>
    <message>
        <source>Width of the soft edge, inside the mask. The border of the picture stays hard.</source>
        <translation>蒙版内侧柔和边缘的宽度。图片的边框保持清晰。</translation>
    </message>
    <message>
        <source>blend</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>seamless: the new part also takes on the colours round it, as a membrane stretched along the mask&apos;s edge (Poisson image editing, Pérez et al. 2003). feather: the soft edge alone.</source>
        <translation>seamless：新的部分还会承接周围的颜色，如同沿蒙版边缘绷起的薄膜（泊松图像编辑，Pérez 等 2003）。feather：仅有柔和的边缘。</translation>
    </message>
    <message>
        <source>The whole picture with the new part.</source>
        <translation>带有新部分的整张图片。</translation>
    </message>
    <message>
        <source>How much of the new part is at each pixel: image editors take it for the new layer&apos;s transparency.</source>
        <translation>每个像素上新部分所占的多少：图像编辑器以它作为新图层的透明度。</translation>
    </message>
    <message>
        <source>Redraws a picture of any size, or what is selected of it, as the prompt says, keeping as much as the strength allows.</source>
        <translation>按提示词重绘任意大小的图片或其选中部分，保留强度所允许的内容。</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Soft edge</source>
        <translation>柔和边缘</translation>
    </message>
    <message>
        <source>Extend canvas</source>
        <translation>扩展画布</translation>
    </message>
    <message>
        <source>Extends a picture beyond its borders; inside it stays as it was.</source>
        <translation>把图片扩展到边界之外；其内部保持原样。</translation>
    </message>
    <message>
        <source>New on the left</source>
        <translation>左侧新增</translation>
    </message>
    <message>
        <source>New above</source>
        <translation>上方新增</translation>
    </message>
    <message>
        <source>New on the right</source>
        <translation>右侧新增</translation>
    </message>
    <message>
        <source>New below</source>
        <translation>下方新增</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Fill Selection</source>
        <translation>填充选区</translation>
    </message>
    <message>
        <source>Image to Image</source>
        <translation>图生图</translation>
    </message>
    <message>
        <source>Text to Image</source>
        <translation>文生图</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>重叠</translation>
    </message>
    <message>
        <source>Fill selection</source>
        <translation>填充选区</translation>
    </message>
    <message>
        <source>Fills what is selected, or transparent, as its surroundings and the prompt say, at the picture&apos;s own resolution.</source>
        <translation>按周围内容与提示词填充选中或透明之处，保持图片自身的分辨率。</translation>
    </message>
    <message>
        <source>Blend</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>Image by CLIP</source>
        <translation>用 CLIP 改图</translation>
    </message>
    <message>
        <source>Redraws a picture, or what is selected of it, while CLIP pulls it towards a text of its own.</source>
        <translation>重绘图片或其选中部分，同时由 CLIP 把它拉向另一段文字。</translation>
    </message>
    <message>
        <source>Reads a picture: PNG, JPEG, WebP, TIFF, EXR, BMP or PNM. In an image editor it can stand for a layer.</source>
        <translation>读取图片：PNG、JPEG、WebP、TIFF、EXR、BMP 或 PNM。在图像编辑器中它可以代表一个图层。</translation>
    </message>
    <message>
        <source>Where the picture is transparent (1); nowhere if it has no alpha. Of a layer in an image editor: what is selected (1).</source>
        <translation>图片透明之处（1）；没有透明通道则没有。在图像编辑器中读取图层时：选区之内（1）。</translation>
    </message>
    <message>
        <source>Width: a multiple of the model&apos;s factor, 8 for Stable Diffusion. Other sizes are refused, not rounded. 0: what the model was trained on.</source>
        <translation>宽度：模型系数的倍数，Stable Diffusion 为 8。其他大小会被拒绝，而不是取整。0：模型训练时的大小。</translation>
    </message>
    <message>
        <source>Height, a multiple of the same. 0: what the model was trained on.</source>
        <translation>高度，同一数的倍数。0：模型训练时的大小。</translation>
    </message>
</context>
<context>
    <name>noiseloom::CanvasMenu</name>
    <message>
        <source>Add dot</source>
        <translation>添加转折点</translation>
    </message>
    <message>
        <source>Show as a line</source>
        <translation>显示为线条</translation>
    </message>
    <message>
        <source>Show as a tag</source>
        <translation>显示为标签</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Cut wire</source>
        <translation>剪断连线</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>引导</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Remove frame</source>
        <translation>移除框</translation>
    </message>
    <message>
        <source>Run to here</source>
        <translation>运行到这里</translation>
    </message>
    <message>
        <source>No bypass</source>
        <translation>取消旁路</translation>
    </message>
    <message>
        <source>Bypass</source>
        <translation>旁路</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>取消停用</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Collapse</source>
        <translation>折叠</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>框</translation>
    </message>
    <message>
        <source>Make subgraph</source>
        <translation>建立子图</translation>
    </message>
    <message>
        <source>Dissolve subgraph</source>
        <translation>溶解子图</translation>
    </message>
    <message>
        <source>Save subgraph…</source>
        <translation>保存子图…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Duplicate with wires</source>
        <translation>连同连线创建副本</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete, keeping wires</source>
        <translation>删除并保留连线</translation>
    </message>
    <message>
        <source>Make it an output of the subgraph</source>
        <translation>设为子图的输出</translation>
    </message>
    <message>
        <source>Make it an input of the subgraph</source>
        <translation>设为子图的输入</translation>
    </message>
    <message>
        <source>No longer “%1” of the subgraph</source>
        <translation>不再作为子图的“%1”</translation>
    </message>
    <message>
        <source>Label outside…</source>
        <translation>外部标签…</translation>
    </message>
    <message>
        <source>Label outside</source>
        <translation>外部标签</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Add node…</source>
        <translation>添加节点…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Tidy</source>
        <translation>整理</translation>
    </message>
    <message>
        <source>Fit all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
</context>
<context>
    <name>noiseloom::CurveField</name>
    <message>
        <source>Over steps…</source>
        <translation>随步数变化…</translation>
    </message>
    <message>
        <source>Make it flat</source>
        <translation>变为恒定值</translation>
    </message>
    <message>
        <source>Shapes</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Place of the knot: 0 is noise, 1 the picture</source>
        <translation>节点位置：0 是噪声，1 是图片</translation>
    </message>
    <message>
        <source>Value at the knot</source>
        <translation>该点的值</translation>
    </message>
    <message>
        <source>Ramp up</source>
        <translation>逐渐上升</translation>
    </message>
    <message>
        <source>Ramp down</source>
        <translation>逐渐下降</translation>
    </message>
    <message>
        <source>Interval: only in the middle</source>
        <translation>区间：只在中段</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>Reversed</source>
        <translation>反向</translation>
    </message>
    <message>
        <source>The same with more knots</source>
        <translation>同样的曲线，更多的点</translation>
    </message>
    <message>
        <source>at</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>noiseloom::CurvePlot</name>
    <message>
        <source>Curve over the steps</source>
        <translation>随步数变化的曲线</translation>
    </message>
    <message>
        <source>Knot %1 of %2, at %3: %4</source>
        <translation>第 %1 个点，共 %2 个，位于 %3：%4</translation>
    </message>
    <message>
        <source>noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>noiseloom::DocumentPage</name>
    <message>
        <source>Edits cannot be kept for the case of a crash: %1</source>
        <translation>无法为意外退出保留编辑：%1</translation>
    </message>
    <message>
        <source>There is no text to paste: nodes are copied as the text of a workflow.</source>
        <translation>没有可粘贴的文本：节点以工作流文本的形式复制。</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>框</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Select the node to run to.</source>
        <translation>请选中要运行到的节点。</translation>
    </message>
    <message>
        <source>New seeds</source>
        <translation>新种子</translation>
    </message>
    <message>
        <source>There is no picture yet: run the graph first.</source>
        <translation>还没有图片：请先运行。</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>好的</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>转到那里</translation>
    </message>
    <message>
        <source>Sweeps are of inputs of the whole graph: make this one an input of the subgraph, by a right click on its socket.</source>
        <translation>扫描只针对整张图的输入：请右击这个插口，把它设为子图的输入。</translation>
    </message>
</context>
<context>
    <name>noiseloom::DroppedFiles</name>
    <message>
        <source>Add picture</source>
        <translation>添加图片</translation>
    </message>
    <message>
        <source>%1 cannot be used here.</source>
        <translation>%1 在这里用不上。</translation>
    </message>
</context>
<context>
    <name>noiseloom::EditorDocument</name>
    <message>
        <source>Set %1</source>
        <translation>设置 %1</translation>
    </message>
    <message>
        <source>Rename Node</source>
        <translation>重命名节点</translation>
    </message>
</context>
<context>
    <name>noiseloom::FieldWidget</name>
    <message>
        <source>Reset to %1</source>
        <translation>重置为 %1</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>复制值</translation>
    </message>
</context>
<context>
    <name>noiseloom::FileField</name>
    <message>
        <source>Locate…</source>
        <translation>定位…</translation>
    </message>
    <message>
        <source>Type a name…</source>
        <translation>输入名称…</translation>
    </message>
    <message>
        <source>This file is of no use here.</source>
        <translation>这个文件在这里没有用。</translation>
    </message>
</context>
<context>
    <name>noiseloom::FilmStrip</name>
    <message>
        <source>Pictures of the steps</source>
        <translation>各步的图片</translation>
    </message>
    <message>
        <source>estimate</source>
        <translation>估计</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>base</source>
        <translation>基准</translation>
    </message>
    <message>
        <source>Δ %1</source>
        <translation>Δ %1</translation>
    </message>
</context>
<context>
    <name>noiseloom::FormItem</name>
    <message>
        <source>Item %1: %2</source>
        <translation>第 %1 项：%2</translation>
    </message>
    <message>
        <source>Drag it, or press Alt+Up and Alt+Down</source>
        <translation>拖动它，或按 Alt+上、Alt+下</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Remove from form</source>
        <translation>从表单移除</translation>
    </message>
</context>
<context>
    <name>noiseloom::FormView</name>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Edit form</source>
        <translation>编辑表单</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Stop   %1 %</source>
        <translation>停止   %1 %</translation>
    </message>
    <message>
        <source>No field was promoted yet. In the graph, right-click a field and choose “Promote to form”.</source>
        <translation>还没有提升任何字段。在图中右击一个字段，选择“提升到表单”。</translation>
    </message>
    <message>
        <source>Add heading</source>
        <translation>添加标题</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Add Heading</source>
        <translation>添加标题</translation>
    </message>
    <message>
        <source>the workflow has no such input any more</source>
        <translation>工作流中已没有这个输入</translation>
    </message>
    <message>
        <source>comes over a wire</source>
        <translation>由连线传入</translation>
    </message>
    <message>
        <source>wants a wire</source>
        <translation>需要一条连线</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Rename in Form</source>
        <translation>在表单中重命名</translation>
    </message>
    <message>
        <source>Remove from Form</source>
        <translation>从表单移除</translation>
    </message>
    <message>
        <source>Reorder Form</source>
        <translation>调整表单顺序</translation>
    </message>
</context>
<context>
    <name>noiseloom::GraphScene</name>
    <message>
        <source>Place nodes</source>
        <translation>放置节点</translation>
    </message>
</context>
<context>
    <name>noiseloom::GraphView</name>
    <message>
        <source>Graph</source>
        <translation>节点图</translation>
    </message>
    <message>
        <source>Press Space to add a node, or choose a template at the left.</source>
        <translation>按空格添加节点，或在左侧选择一个模板。</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Add dot</source>
        <translation>添加转折点</translation>
    </message>
    <message>
        <source>Remove dot</source>
        <translation>移除转折点</translation>
    </message>
    <message>
        <source>This node&apos;s type, “%1”, is not known here. It is kept as it is.</source>
        <translation>这里不认识这个节点的类型“%1”。它会原样保留。</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Outside of the subgraph it is “%1”.</source>
        <translation>在子图之外，它是“%1”。</translation>
    </message>
</context>
<context>
    <name>noiseloom::HistoryPanel</name>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Runs, newest first</source>
        <translation>运行记录，最新的在前</translation>
    </message>
    <message>
        <source>Nothing has run yet.</source>
        <translation>还没有运行过。</translation>
    </message>
    <message>
        <source> · failed</source>
        <translation> · 失败</translation>
    </message>
    <message>
        <source> · cancelled</source>
        <translation> · 已取消</translation>
    </message>
    <message>
        <source> · %1 s</source>
        <translation> · %1 秒</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>以及另外 %1 项</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Restore this graph</source>
        <translation>恢复这张图</translation>
    </message>
    <message>
        <source>Compare with the newest run</source>
        <translation>与最新的运行比较</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>noiseloom::HostBar</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>New layers</source>
        <translation>新图层</translation>
    </message>
    <message>
        <source>Replace the layer</source>
        <translation>替换图层</translation>
    </message>
    <message>
        <source>New image</source>
        <translation>新图像</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Writes what is ticked into files</source>
        <translation>把勾选的图片写入文件</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Variations</source>
        <translation>变体</translation>
    </message>
    <message numerus="yes">
        <source>%n layers were inserted.</source>
        <translation>
            <numerusform>已插入 %n 个图层。</numerusform>
        </translation>
    </message>
    <message>
        <source>It was inserted.</source>
        <translation>已插入。</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
    <message>
        <source>Selected layer: %1</source>
        <translation>选中的图层：%1</translation>
    </message>
    <message>
        <source>Selected layer</source>
        <translation>选中的图层</translation>
    </message>
    <message>
        <source>Everything visible</source>
        <translation>所有可见内容</translation>
    </message>
    <message>
        <source>File of the workflow</source>
        <translation>工作流自带的文件</translation>
    </message>
    <message>
        <source>a layer that is gone</source>
        <translation>已不存在的图层</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>插入</translation>
    </message>
    <message>
        <source>Insert %1 of %2</source>
        <translation>插入 %1 / %2</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Inserting…</source>
        <translation>正在插入…</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>The image was closed, or %1 has quit.</source>
        <translation>图像已关闭，或 %1 已退出。</translation>
    </message>
    <message>
        <source>The image was closed, or %1 has quit. What was made stays here, and can be saved.</source>
        <translation>图像已关闭，或 %1 已退出。生成的图片保留在这里，可以保存。</translation>
    </message>
    <message>
        <source>Save pictures</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.webp *.tif *.exr)</source>
        <translation>图片 (*.png *.jpg *.webp *.tif *.exr)</translation>
    </message>
    <message>
        <source>%1 × %2 selected</source>
        <translation>已选 %1 × %2</translation>
    </message>
    <message>
        <source>nothing selected</source>
        <translation>没有选区</translation>
    </message>
    <message>
        <source>It was cancelled in %1.</source>
        <translation>已在 %1 中取消。</translation>
    </message>
    <message>
        <source>It was cancelled in %1. What was made stays here, and can be saved.</source>
        <translation>已在 %1 中取消。生成的图片保留在这里，可以保存。</translation>
    </message>
</context>
<context>
    <name>noiseloom::HostDialog</name>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>Open in Editor</source>
        <translation>在编辑器中打开</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
</context>
<context>
    <name>noiseloom::HostSession</name>
    <message>
        <source>The image was closed, or %1 has quit. What was made stays here.</source>
        <translation>图像已关闭，或 %1 已退出。生成的图片保留在这里。</translation>
    </message>
    <message>
        <source>The image was closed, or %1 has quit, before anything was read of it.</source>
        <translation>图像已关闭，或 %1 已退出，尚未读取任何内容。</translation>
    </message>
    <message>
        <source>The layer that “%1” reads is gone.</source>
        <translation>“%1”读取的图层已不存在。</translation>
    </message>
    <message>
        <source>The pictures that were made are no longer at hand: there is too little memory for them.</source>
        <translation>生成的图片已无法取得：内存不足以保留它们。</translation>
    </message>
    <message>
        <source>%1: variation %2 of %3</source>
        <translation>%1：变体 %2 / %3</translation>
    </message>
</context>
<context>
    <name>noiseloom::HostSide</name>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Variation %1</source>
        <translation>变体 %1</translation>
    </message>
    <message>
        <source>Everything visible</source>
        <translation>所有可见内容</translation>
    </message>
    <message>
        <source>Layer: %1</source>
        <translation>图层：%1</translation>
    </message>
</context>
<context>
    <name>noiseloom::InputRow</name>
    <message>
        <source>%1, not connected</source>
        <translation>%1，未连接</translation>
    </message>
    <message>
        <source>%1, from %2</source>
        <translation>%1，来自 %2</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>转到 %1</translation>
    </message>
    <message>
        <source>needs a %1</source>
        <translation>需要%1</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>未连接</translation>
    </message>
</context>
<context>
    <name>noiseloom::Inspector</name>
    <message>
        <source>Nothing is selected.</source>
        <translation>没有选中任何东西。</translation>
    </message>
    <message>
        <source>Click a node to see what it does and to set its fields.</source>
        <translation>点击一个节点，看它做什么，并设置它的字段。</translation>
    </message>
    <message>
        <source>Bypass Node</source>
        <translation>旁路节点</translation>
    </message>
    <message>
        <source>Do Not Bypass Node</source>
        <translation>取消旁路节点</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Reset all fields</source>
        <translation>重置所有字段</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes</source>
        <translation>
            <numerusform>%n 个节点</numerusform>
        </translation>
    </message>
    <message>
        <source>Bypass Nodes</source>
        <translation>旁路节点</translation>
    </message>
    <message>
        <source>Do Not Bypass Nodes</source>
        <translation>取消旁路节点</translation>
    </message>
    <message>
        <source>%1 (they differ)</source>
        <translation>%1（各不相同）</translation>
    </message>
    <message>
        <source>These nodes have no field in common.</source>
        <translation>这些节点没有共同的字段。</translation>
    </message>
    <message>
        <source>Remove from form</source>
        <translation>从表单移除</translation>
    </message>
    <message>
        <source>Promote to form</source>
        <translation>提升到表单</translation>
    </message>
    <message>
        <source>Remove from Form</source>
        <translation>从表单移除</translation>
    </message>
    <message>
        <source>Promote to Form</source>
        <translation>提升到表单</translation>
    </message>
    <message>
        <source>Sweep…</source>
        <translation>扫描…</translation>
    </message>
    <message>
        <source>Manual page</source>
        <translation>手册页</translation>
    </message>
    <message>
        <source>Reset All Fields</source>
        <translation>重置所有字段</translation>
    </message>
    <message>
        <source>Mute Node</source>
        <translation>停用节点</translation>
    </message>
    <message>
        <source>Unmute Node</source>
        <translation>取消停用节点</translation>
    </message>
    <message>
        <source>Mute Nodes</source>
        <translation>停用节点</translation>
    </message>
    <message>
        <source>Unmute Nodes</source>
        <translation>取消停用节点</translation>
    </message>
    <message>
        <source>from outside · %1</source>
        <translation>来自外部 · %1</translation>
    </message>
</context>
<context>
    <name>noiseloom::KeyCatcher</name>
    <message>
        <source>New key</source>
        <translation>新按键</translation>
    </message>
    <message>
        <source>Press a key…  (Escape: do not)</source>
        <translation>请按一个键…（Esc：放弃）</translation>
    </message>
    <message>
        <source>Click, then press a key</source>
        <translation>点击，然后按一个键</translation>
    </message>
</context>
<context>
    <name>noiseloom::KeysEditor</name>
    <message>
        <source>Search commands and keys</source>
        <translation>搜索命令和按键</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>使用它</translation>
    </message>
    <message>
        <source>Use it as well</source>
        <translation>也使用它</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>无按键</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>%1 belongs to “%2”, which would lose it.</source>
        <translation>%1 属于“%2”，它将失去这个按键。</translation>
    </message>
</context>
<context>
    <name>noiseloom::KeysPage</name>
    <message>
        <source>Keys and Gestures</source>
        <translation>按键与手势</translation>
    </message>
    <message>
        <source> or </source>
        <translation> 或 </translation>
    </message>
    <message>
        <source>Mouse and canvas</source>
        <translation>鼠标与画布</translation>
    </message>
</context>
<context>
    <name>noiseloom::ListPopup</name>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
</context>
<context>
    <name>noiseloom::MainWindow</name>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Untitled %1</source>
        <translation>未命名 %1</translation>
    </message>
    <message>
        <source>%1 cannot be opened: %2</source>
        <translation>无法打开 %1：%2</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Workflows and pictures (*%1 *.png *.jpg *.jpeg *.webp *.tif *.tiff *.exr);;All files (*)</source>
        <translation>工作流和图片 (*%1 *.png *.jpg *.jpeg *.webp *.tif *.tiff *.exr);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>未保存：%1</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Workflows (*%1)</source>
        <translation>工作流 (*%1)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Save the changes to “%1”?</source>
        <translation>保存对“%1”的更改吗？</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>Undo %1</source>
        <translation>撤销 %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo %1</source>
        <translation>重做 %1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>About Noiseloom</source>
        <translation>关于 Noiseloom</translation>
    </message>
    <message>
        <source>Noiseloom

Guided diffusion as a graph: what guides a picture is there to see and to change.

Apache License 2.0</source>
        <translation>Noiseloom

以节点图进行引导扩散：图片受什么引导，看得见，也改得了。

Apache License 2.0</translation>
    </message>
    <message>
        <source>It cannot run yet: %1</source>
        <translation>还不能运行：%1</translation>
    </message>
    <message>
        <source>Everything is there already: nothing would be computed</source>
        <translation>一切都已就绪：不需要计算</translation>
    </message>
    <message>
        <source>runs %1 nodes, reuses %2</source>
        <translation>运行 %1 个节点，复用 %2 个</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>Where pictures are computed, and in which numbers: see the settings</source>
        <translation>图片在哪里、以何种数值精度计算：见设置</translation>
    </message>
    <message>
        <source>Open Recent</source>
        <translation>打开最近的文件</translation>
    </message>
    <message>
        <source>Clear the List</source>
        <translation>清空列表</translation>
    </message>
</context>
<context>
    <name>noiseloom::MaskCanvas</name>
    <message>
        <source>Mask</source>
        <translation>蒙版</translation>
    </message>
    <message>
        <source>Arrows move the brush, Space puts a dot, E erases, [ and ] change its size.</source>
        <translation>方向键移动画笔，空格点一个点，E 擦除，[ 和 ] 改变大小。</translation>
    </message>
</context>
<context>
    <name>noiseloom::MaskField</name>
    <message>
        <source>Paint…</source>
        <translation>绘制…</translation>
    </message>
</context>
<context>
    <name>noiseloom::MaskPainter</name>
    <message>
        <source>Paint the mask</source>
        <translation>绘制蒙版</translation>
    </message>
    <message>
        <source>Paint</source>
        <translation>绘制</translation>
    </message>
    <message>
        <source>What is painted is made anew</source>
        <translation>涂上的部分将重新生成</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>擦除</translation>
    </message>
    <message>
        <source>Takes strokes away (E; the right button or Shift does it at once)</source>
        <translation>擦去笔触（E；右键或 Shift 可直接擦除）</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Takes the last stroke back (Ctrl+Z)</source>
        <translation>撤回最后一笔（Ctrl+Z）</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Takes all strokes away</source>
        <translation>清除所有笔触</translation>
    </message>
    <message>
        <source>Size of the brush</source>
        <translation>画笔大小</translation>
    </message>
    <message>
        <source>Size of the brush ([ and ], or the wheel)</source>
        <translation>画笔大小（[ 和 ]，或滚轮）</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Run the graph once to paint on the picture itself.</source>
        <translation>先运行一次，就可以在图片上绘制。</translation>
    </message>
</context>
<context>
    <name>noiseloom::Mending</name>
    <message>
        <source>Insert %1</source>
        <translation>插入 %1</translation>
    </message>
</context>
<context>
    <name>noiseloom::Minimap</name>
    <message>
        <source>Minimap</source>
        <translation>缩略图</translation>
    </message>
</context>
<context>
    <name>noiseloom::ModelsPanel</name>
    <message>
        <source>Models in folders</source>
        <translation>文件夹中的模型</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>Autoencoders</source>
        <translation>自编码器</translation>
    </message>
    <message>
        <source>Text and image encoders</source>
        <translation>文本与图像编码器</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Search models</source>
        <translation>搜索模型</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查找</translation>
    </message>
    <message>
        <source>Looked for in:
%1</source>
        <translation>查找位置：
%1</translation>
    </message>
    <message>
        <source>Puts the name into the selected node</source>
        <translation>把名称放入选中的节点</translation>
    </message>
    <message>
        <source>Select a node that loads a model first.</source>
        <translation>请先选中加载模型的节点。</translation>
    </message>
    <message>
        <source>Comes with Noiseloom: %1</source>
        <translation>随 Noiseloom 提供：%1</translation>
    </message>
</context>
<context>
    <name>noiseloom::NodeHeader</name>
    <message>
        <source>Bypass (D): pass on what comes in</source>
        <translation>旁路 (D)：把输入直接传下去</translation>
    </message>
    <message>
        <source>Manual page</source>
        <translation>手册页</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>The node&apos;s title; empty for that of its type</source>
        <translation>节点的标题；留空则用其类型的标题</translation>
    </message>
    <message>
        <source>Mute (M): as if it were not there</source>
        <translation>停用 (M)：当它不存在</translation>
    </message>
</context>
<context>
    <name>noiseloom::NoticeBar</name>
    <message>
        <source>Close this message</source>
        <translation>关闭这条消息</translation>
    </message>
</context>
<context>
    <name>noiseloom::NumberField</name>
    <message>
        <source>Whole numbers only: %1</source>
        <translation>只能是整数：%1</translation>
    </message>
    <message>
        <source>At most %1</source>
        <translation>最多 %1</translation>
    </message>
    <message>
        <source>At least %1</source>
        <translation>至少 %1</translation>
    </message>
</context>
<context>
    <name>noiseloom::PagePanels</name>
    <message>
        <source>Add a node</source>
        <translation>添加节点</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Restore this graph</source>
        <translation>恢复这张图</translation>
    </message>
    <message>
        <source>Select a node that loads a model.</source>
        <translation>请选中加载模型的节点。</translation>
    </message>
</context>
<context>
    <name>noiseloom::PictureBox</name>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Keep the mouse here to see the picture before</source>
        <translation>把鼠标停在这里，看之前的图片</translation>
    </message>
    <message>
        <source>The picture comes here</source>
        <translation>图片将显示在这里</translation>
    </message>
    <message>
        <source>before</source>
        <translation>之前</translation>
    </message>
</context>
<context>
    <name>noiseloom::PictureView</name>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>%1 by %2 pixels</source>
        <translation>%1 × %2 像素</translation>
    </message>
    <message>
        <source>No picture yet: run the workflow.</source>
        <translation>还没有图片：请运行工作流。</translation>
    </message>
</context>
<context>
    <name>noiseloom::PictureViewer</name>
    <message>
        <source>Picture viewer</source>
        <translation>图片查看器</translation>
    </message>
    <message>
        <source>The picture before (Page Up)</source>
        <translation>上一张图片 (Page Up)</translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation>上一张图片</translation>
    </message>
    <message>
        <source>The next picture (Page Down)</source>
        <translation>下一张图片 (Page Down)</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>下一张图片</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>All of it (F)</source>
        <translation>显示全图 (F)</translation>
    </message>
    <message>
        <source>Pixel by pixel (1)</source>
        <translation>逐像素 (1)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close the viewer (Esc)</source>
        <translation>关闭查看器 (Esc)</translation>
    </message>
    <message>
        <source>Slider</source>
        <translation>滑杆</translation>
    </message>
    <message>
        <source>Drag a line between this picture and the one before (S); hold Space to see that one</source>
        <translation>在这张与前一张图片之间拖动一条线 (S)；按住空格看前一张</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>What differs from the one before (D), stronger with ] and weaker with [</source>
        <translation>与前一张的不同之处 (D)，] 增强，[ 减弱</translation>
    </message>
    <message>
        <source>Saliency</source>
        <translation>显著性</translation>
    </message>
    <message>
        <source>Where guidance changes the picture (O)</source>
        <translation>引导在何处改变图片 (O)</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Use it as an input of the workflow</source>
        <translation>作为工作流的输入使用</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Save what is shown as a file</source>
        <translation>把显示的内容保存为文件</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>   difference ×%1</source>
        <translation>   差异 ×%1</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.webp)</source>
        <translation>图片 (*.png *.jpg *.webp)</translation>
    </message>
    <message>
        <source>%1 cannot be written. Choose a folder that you may write to, and an ending such as .png.</source>
        <translation>无法写入 %1。请选择可以写入的文件夹，以及 .png 之类的扩展名。</translation>
    </message>
</context>
<context>
    <name>noiseloom::PublishDialog</name>
    <message>
        <source>Publish to Image Editors</source>
        <translation>发布到图像编辑器</translation>
    </message>
    <message>
        <source>Title in the menus</source>
        <translation>菜单中的标题</translation>
    </message>
    <message>
        <source>Published workflows</source>
        <translation>已发布的工作流</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>“%1” gets an entry of this title in the menus of GIMP and Krita; its form is the dialog there. A copy is published: what is edited later is published anew.</source>
        <translation>“%1”会以此标题出现在 GIMP 和 Krita 的菜单中，其表单就是那里的对话框。发布的是一份副本：之后的修改需要重新发布。</translation>
    </message>
    <message>
        <source>In the menus are:</source>
        <translation>菜单中已有：</translation>
    </message>
    <message>
        <source>Its form is empty: the dialog would ask for nothing. In the graph, right-click a field and choose “Promote to form”.</source>
        <translation>它的表单是空的：对话框中没有可填的内容。请在图中右键单击字段，选择“提升到表单”。</translation>
    </message>
    <message>
        <source>Publish Anew</source>
        <translation>重新发布</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>“%1” is published. Krita has it at once, GIMP from its next start on.</source>
        <translation>“%1”已发布。Krita 立即可用，GIMP 将在下次启动后可用。</translation>
    </message>
    <message>
        <source>“%1” was removed. Krita forgets it at once, GIMP from its next start on.</source>
        <translation>“%1”已移除。Krita 立即生效，GIMP 将在下次启动后生效。</translation>
    </message>
</context>
<context>
    <name>noiseloom::QueuePanel</name>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Nothing runs or waits.</source>
        <translation>没有任务在运行或等待。</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>提前</translation>
    </message>
    <message>
        <source>Runs before the one above it (Alt+Up)</source>
        <translation>排到上一个之前 (Alt+上)</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>推后</translation>
    </message>
    <message>
        <source>Runs after the one below it (Alt+Down)</source>
        <translation>排到下一个之后 (Alt+下)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Takes the job out of the queue, or stops it (Del)</source>
        <translation>把任务移出队列，或停止它 (Del)</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Takes out all that waits</source>
        <translation>移出所有等待的任务</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>运行 %1</translation>
    </message>
    <message>
        <source>%1 · run %2</source>
        <translation>%1 · 第 %2 次运行</translation>
    </message>
    <message>
        <source> · sweep of %1</source>
        <translation> · 扫描 %1</translation>
    </message>
    <message>
        <source>%1 %, %2 s</source>
        <translation>%1 %，%2 秒</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>等待中</translation>
    </message>
</context>
<context>
    <name>noiseloom::RecoveryOffers</name>
    <message>
        <source>a document without a name</source>
        <translation>一个没有名称的文档</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation>已恢复</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Noiseloom ended before “%1” was saved. Its edits were kept: %2 nodes, last changed %3.</source>
        <translation>Noiseloom 在“%1”保存之前就结束了。其编辑已被保留：%2 个节点，最后更改于 %3。</translation>
    </message>
</context>
<context>
    <name>noiseloom::ResultViewer</name>
    <message>
        <source>%1 cannot be written. Choose a folder that you may write to, and an ending such as .png.</source>
        <translation>无法写入 %1。请选择可以写入的文件夹，以及 .png 之类的扩展名。</translation>
    </message>
    <message>
        <source>%1 cannot be written: choose another folder for pictures in the settings.</source>
        <translation>无法写入 %1：请在设置中选择另一个图片文件夹。</translation>
    </message>
</context>
<context>
    <name>noiseloom::SearchPopup</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search nodes    &gt; commands    / in this graph</source>
        <translation>搜索节点    &gt; 命令    / 在此文档中</translation>
    </message>
    <message>
        <source>Nothing fits</source>
        <translation>没有符合的</translation>
    </message>
    <message>
        <source>No node takes what this socket gives and is called so.</source>
        <translation>没有这样名称、又能接受这个插口所给之物的节点。</translation>
    </message>
    <message>
        <source>Try another word, or fewer.</source>
        <translation>换一个词，或少写几个。</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>添加 %1</translation>
    </message>
    <message>
        <source>No node gives what this socket takes and is called so.</source>
        <translation>没有这样名称、又能给出这个插口所需之物的节点。</translation>
    </message>
    <message>
        <source>A saved subgraph</source>
        <translation>已保存的子图</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>在 %1 中</translation>
    </message>
</context>
<context>
    <name>noiseloom::SeedField</name>
    <message>
        <source>Another seed (R)</source>
        <translation>换一个种子 (R)</translation>
    </message>
    <message>
        <source>Back to one of the last five</source>
        <translation>回到最近五个之一</translation>
    </message>
    <message>
        <source>the seed is too large</source>
        <translation>种子太大</translation>
    </message>
    <message>
        <source>a seed is a whole number</source>
        <translation>种子是一个整数</translation>
    </message>
    <message>
        <source>Seeds go from 0 to 18446744073709551615.</source>
        <translation>种子的范围是 0 到 18446744073709551615。</translation>
    </message>
</context>
<context>
    <name>noiseloom::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>跟随桌面</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>The language is used from the next start on.</source>
        <translation>语言从下次启动起生效。</translation>
    </message>
    <message>
        <source>Reduced motion</source>
        <translation>减少动画</translation>
    </message>
    <message>
        <source>Fade unrelated wires while a node is selected</source>
        <translation>选中节点时淡化无关的连线</translation>
    </message>
    <message>
        <source>Minimap</source>
        <translation>缩略图</translation>
    </message>
    <message>
        <source>Saved pictures carry their workflow</source>
        <translation>保存的图片带上其工作流</translation>
    </message>
    <message>
        <source>The best there is</source>
        <translation>现有最好的</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数值精度</translation>
    </message>
    <message>
        <source>As the device likes</source>
        <translation>由设备决定</translation>
    </message>
    <message>
        <source>Results in memory</source>
        <translation>内存中的结果</translation>
    </message>
    <message>
        <source>Results on disk</source>
        <translation>磁盘上的结果</translation>
    </message>
    <message>
        <source>Folders of models</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Add a folder of models</source>
        <translation>添加模型文件夹</translation>
    </message>
    <message>
        <source>Looked through besides:
%1</source>
        <translation>此外还会查找：
%1</translation>
    </message>
    <message>
        <source>Pictures are saved in</source>
        <translation>图片保存在</translation>
    </message>
    <message>
        <source>Folder for pictures</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Chosen by Noiseloom</source>
        <translation>由 Noiseloom 决定</translation>
    </message>
    <message>
        <source>From the next start on. Results are kept up to these sizes, so that only what changed runs again: half of the memory, and 10 GiB of disk, where nothing else is set.</source>
        <translation>从下次启动起生效。结果保留到这个大小为止，使得只有改动的部分重新运行：若未设置，则为一半内存和 10 GiB 磁盘。</translation>
    </message>
    <message>
        <source>Words to complete prompts from: a file with one on each line</source>
        <translation>补全提示词用的词表：每行一个词的文件</translation>
    </message>
    <message>
        <source>List of words</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>None: what earlier prompts said</source>
        <translation>无：使用以前提示词中的词</translation>
    </message>
</context>
<context>
    <name>noiseloom::StartPage</name>
    <message>
        <source>Start with a template</source>
        <translation>从模板开始</translation>
    </message>
    <message>
        <source>They run at once, with the small model that comes along.</source>
        <translation>它们用随附的小模型即可立刻运行。</translation>
    </message>
    <message>
        <source>All templates</source>
        <translation>所有模板</translation>
    </message>
    <message>
        <source>Empty graph</source>
        <translation>空白图</translation>
    </message>
    <message>
        <source>Or go on with</source>
        <translation>或者继续</translation>
    </message>
</context>
<context>
    <name>noiseloom::SubgraphCommands</name>
    <message>
        <source>Select the nodes that become a subgraph.</source>
        <translation>请选中要成为子图的节点。</translation>
    </message>
    <message>
        <source>Make subgraph</source>
        <translation>建立子图</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Dissolve subgraph</source>
        <translation>溶解子图</translation>
    </message>
    <message>
        <source>Select a subgraph to dissolve.</source>
        <translation>请选中要溶解的子图。</translation>
    </message>
    <message>
        <source>Select the subgraph to save.</source>
        <translation>请选中要保存的子图。</translation>
    </message>
    <message>
        <source>Save subgraph</source>
        <translation>保存子图</translation>
    </message>
    <message>
        <source>Subgraphs (*%1)</source>
        <translation>子图 (*%1)</translation>
    </message>
    <message>
        <source>The subgraph is saved: the search offers it by its name in every workflow.</source>
        <translation>子图已保存：在任何工作流中都可以按名称搜索到它。</translation>
    </message>
</context>
<context>
    <name>noiseloom::SweepDialog</name>
    <message>
        <source>Sweep</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>And</source>
        <translation>以及</translation>
    </message>
    <message>
        <source>Swept input %1</source>
        <translation>扫描的输入 %1</translation>
    </message>
    <message>
        <source>nothing else</source>
        <translation>没有别的</translation>
    </message>
    <message>
        <source>Values of input %1</source>
        <translation>输入 %1 的值</translation>
    </message>
    <message>
        <source>1, 2, 4.5 or 1..9:5</source>
        <translation>1, 2, 4.5 或 1..9:5</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Values between commas, or the first and the last with how many.</source>
        <translation>用逗号分隔的值，或首尾两个值及个数。</translation>
    </message>
    <message>
        <source>, %1 of %2 steps</source>
        <translation>，%2 步中的 %1 步</translation>
    </message>
    <message>
        <source>, about %1 s</source>
        <translation>，约 %1 秒</translation>
    </message>
    <message numerus="yes">
        <source>%n runs</source>
        <translation>
            <numerusform>%n 次运行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n runs: %1 of %2 nodes have to run</source>
        <translation>
            <numerusform>%n 次运行：%2 个节点中有 %1 个要运行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>noiseloom::SweepGrid</name>
    <message>
        <source>Pictures of the sweep</source>
        <translation>扫描的图片</translation>
    </message>
    <message>
        <source>no picture</source>
        <translation>没有图片</translation>
    </message>
    <message>
        <source>as the document is now</source>
        <translation>与文档现在的值相同</translation>
    </message>
    <message>
        <source>not there yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>As the document is now</source>
        <translation>与文档现在的值相同</translation>
    </message>
</context>
<context>
    <name>noiseloom::SweepPlot</name>
    <message>
        <source>Drag a rectangle to keep the pictures in it</source>
        <translation>拖出一个矩形，保留其中的图片</translation>
    </message>
</context>
<context>
    <name>noiseloom::SweepView</name>
    <message>
        <source>Use these values</source>
        <translation>使用这些值</translation>
    </message>
    <message>
        <source>Show picture</source>
        <translation>显示图片</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Puts the chosen picture&apos;s values into the workflow (U)</source>
        <translation>把所选图片的值放入工作流 (U)</translation>
    </message>
    <message>
        <source>Shows the chosen picture large (Enter)</source>
        <translation>放大显示所选图片 (Enter)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>还剩 %1</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>使用 %1</translation>
    </message>
</context>
<context>
    <name>noiseloom::TemplatesPanel</name>
    <message>
        <source>Search templates</source>
        <translation>搜索模板</translation>
    </message>
</context>
<context>
    <name>noiseloom::ThumbnailStrip</name>
    <message>
        <source>Pictures that were shown</source>
        <translation>看过的图片</translation>
    </message>
    <message>
        <source>%1 of %2: %3</source>
        <translation>%1 / %2：%3</translation>
    </message>
</context>
<context>
    <name>noiseloom::TopBar</name>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>节点图</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>Queue %1</source>
        <translation>队列 %1</translation>
    </message>
    <message>
        <source>Stop   %1 %</source>
        <translation>停止   %1 %</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Ends what runs: Ctrl+.</source>
        <translation>结束正在运行的任务：Ctrl+.</translation>
    </message>
    <message>
        <source>Runs the whole graph: Ctrl+Enter</source>
        <translation>运行整张图：Ctrl+Enter</translation>
    </message>
</context>
<context>
    <name>noiseloom::TraceDock</name>
    <message>
        <source>That run had no such sampler: there is no trace to compare with.</source>
        <translation>那次运行没有这个采样器：没有可比较的轨迹。</translation>
    </message>
    <message>
        <source>The trace of that run is no longer at hand: run it again.</source>
        <translation>那次运行的轨迹已不在手边：请重新运行。</translation>
    </message>
    <message>
        <source>End the comparison</source>
        <translation>结束比较</translation>
    </message>
</context>
<context>
    <name>noiseloom::TraceDrawer</name>
    <message>
        <source>Trace</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>Sampler whose trace is shown</source>
        <translation>显示其轨迹的采样器</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>%1, step %2</source>
        <translation>%1，第 %2 步</translation>
    </message>
    <message>
        <source>No node of this graph samples. Add one of the category Sampling.</source>
        <translation>这张图里没有采样的节点。请从“采样”类别添加一个。</translation>
    </message>
    <message>
        <source>The guidance of this sampler has no scale that could be changed: a wire sets it, or there is none.</source>
        <translation>这个采样器的引导没有可以改变的强度：它由连线给出，或者根本没有。</translation>
    </message>
    <message>
        <source>Guide otherwise from here</source>
        <translation>从这里起换一种引导</translation>
    </message>
    <message>
        <source>Fork here</source>
        <translation>从这里分叉</translation>
    </message>
    <message>
        <source>Look at this step as a node</source>
        <translation>把这一步作为节点查看</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>Sweep from here…</source>
        <translation>从这里开始扫描…</translation>
    </message>
    <message>
        <source>What guidance does in the steps of a run is shown here, once this sampler has run.</source>
        <translation>这个采样器运行之后，引导在各步中做了什么会显示在这里。</translation>
    </message>
</context>
<context>
    <name>noiseloom::VariationList</name>
    <message>
        <source>Variations</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>Variation %1</source>
        <translation>变体 %1</translation>
    </message>
    <message>
        <source>Variation %1: a click takes it or leaves it</source>
        <translation>变体 %1：单击以勾选或取消</translation>
    </message>
</context>
<context>
    <name>noiseloom::WarningCard</name>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
</context>
<context>
    <name>templates</name>
    <message>
        <source>Text to image</source>
        <translation>文生图</translation>
    </message>
    <message>
        <source>Image to image</source>
        <translation>图生图</translation>
    </message>
    <message>
        <source>Guide with CLIP</source>
        <translation>用 CLIP 引导</translation>
    </message>
    <message>
        <source>Compare guidance</source>
        <translation>比较引导强度</translation>
    </message>
</context>
</TS>
