<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>GreetingPage</name>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>问候</source>
        <translation>Greet</translation>
    </message>
    <message>
        <source>已问候 %1 次</source>
        <translation>Greeted %1 times</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>问候</source>
        <translation>Greetings</translation>
    </message>
</context>
<context>
    <name>Tiles</name>
    <message>
        <source>问候</source>
        <translation>Greetings</translation>
    </message>
    <message>
        <source>来自示例插件</source>
        <translation>From the example plugin</translation>
    </message>
</context>
</TS>
